"""A cache that may be missing.

With Valkey stopped, plain ``cached_db`` sessions answer 500. Here a cache
that cannot be reached has simply forgotten: reads miss, writes do nothing.
Only the counters behind allauth's rate limits must not forget (guessing codes
would be free while Valkey is down): they go on in a table of PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

COUNTED = "allauth:rl:"  # what allauth calls its rate limits
USED = "allauth.mfa.totp.used"  # and the codes of an app that must not work twice


class FailSoftRedisCache(RedisCache):
    """Valkey when it answers; else forgetful, but for what is counted."""

    def _softly(self, method: str, key: Any, missed: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), method)(key, *args, **kwargs)
        except (RedisError, OSError):
            if str(key).startswith((COUNTED, USED)):
                return getattr(caches["counters"], method)(key, *args, **kwargs)
            return missed

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._softly("get", key, default, default, version=version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._softly("set", key, None, value, *args, **kwargs)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._softly("add", key, True, value, *args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._softly("incr", key, delta, delta, version=version))

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._softly("touch", key, False, *args, **kwargs))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._softly("delete", key, False, version=version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._softly("has_key", key, False, version=version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return dict(self._softly("get_many", keys, {}, version=version))

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return list(self._softly("set_many", data, [], *args, **kwargs))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._softly("delete_many", keys, None, version=version)
