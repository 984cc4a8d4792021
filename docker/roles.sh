#!/bin/sh
# Run once by the postgres image, on empty data: the roles of the demo and the tests, word for word.
# Only app gets a password, so only app comes in over the network. The other two are for whoever
# may enter this container: `docker compose exec db pg_dump -U maintenance app`.
set -eu

psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
  -f /roles.sql \
  -f - <<'SQL'
\getenv password DATABASE_PASSWORD
ALTER ROLE app PASSWORD :'password';
ALTER ROLE installer PASSWORD NULL;
SQL
