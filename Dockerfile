# One image for web, worker and beat; docker-compose.yml says what each of them runs.

FROM python:3.13-slim AS build
RUN python -m venv /venv
COPY requirements.txt .
# Wheels only, each by its hash: nothing is compiled and nothing else gets in.
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
    --only-binary :all: --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LOCAL_DIR=/files
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin living \
    && install -d -o living -g living -m 700 /files
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# The key and the address are for this step alone, which opens no database.
RUN SECRET_KEY=for-this-step DATABASE_URL=postgresql://none/none INSECURE_HTTP=1 \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q /app
USER living
VOLUME /files
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=2s \
    CMD ["python", "-m", "collaborative.alive"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm"]
