# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Sessions that come with their account: one statement tells who asks and what they may do.

Django's own store needs one statement for the session, one for the account, and we one for the
roles. A measure's page has room for one. Cookies that carry the session itself would need none, but
could not be ended before they expire. See the decision on sign-ins in docs/decisions.
"""

import datetime as dt
import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError, IntegrityError, router, transaction
from django.utils import timezone

from leitstand.core.accounts.selectors import found_sign_in
from leitstand.core.models import Account, SignIn

# Strangers can make the installation keep a session, and no other row: it shall pass quickly.
WITHOUT_ACCOUNT = dt.timedelta(minutes=15)


def digest(key: str) -> str:
    """What the table knows of a session key."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(SessionBase):
    """The store that ``settings.SESSION_ENGINE`` names. ``account`` is set once it was read."""

    account: Account | None = None

    def load(self) -> dict[str, Any]:
        """The content of a live session; an empty one under a new key where there is none."""
        found = found_sign_in(digest(self.session_key)) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        self.account = found.account
        return self.decode(found.content)

    def exists(self, session_key: str) -> bool:
        """Whether the key is taken."""
        return SignIn.objects.filter(key=digest(session_key)).exists()

    def create(self) -> None:
        """A new, empty session under a key that nobody has."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            self.clear_expired()
            return

    def save(self, must_create: bool = False) -> None:
        """The session is stored; a session that was ended meanwhile is not brought back."""
        if self.session_key is None:
            return self.create()
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        is_signed_in = SESSION_KEY in content
        row = SignIn(
            key=digest(self.session_key),
            account_id=int(content[SESSION_KEY]) if is_signed_in else None,
            content=self.encode(content),
            expires_at=self.get_expiry_date() if is_signed_in else timezone.now() + WITHOUT_ACCOUNT,
        )
        using = router.db_for_write(SignIn, instance=row)
        try:
            with transaction.atomic(using=using):
                row.save(force_insert=must_create, force_update=not must_create, using=using)
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise
        except DatabaseError:
            if not must_create:
                raise UpdateError from None
            raise
        return None

    def delete(self, session_key: str | None = None) -> None:
        """The session is over, in every process."""
        key = session_key or self.session_key
        if key is not None:
            SignIn.objects.filter(key=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Expired sessions are gone from the table."""
        SignIn.objects.filter(expires_at__lte=timezone.now()).delete()
