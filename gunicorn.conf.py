"""How pages are served, in the demo and for real; gunicorn reads this file by itself."""

from gunicorn.http import wsgi

wsgi_app = "collaborative.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
graceful_timeout = 5  # seconds that a page may still take once we are asked to stop
control_socket_disable = True  # it would be made in the home folder
loglevel = "warning"
accesslog = None  # an address in it would be a person; the application logs the route


class Response(wsgi.Response):
    """An answer that does not name the server."""

    def default_headers(self) -> list[str]:
        return [line for line in super().default_headers() if not line.startswith("Server:")]


wsgi.Response = Response  # there is no setting for it
