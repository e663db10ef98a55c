"""The entrance of the console: invitations accepted, people signed in, locked screens opened again."""

from uuid import UUID

from services.db import Work
from services.privacy import Keys, Look, record_look
from services.staff import credentials, invitations, store
from services.staff.messages import CodeUnfit, NotSignedIn
from services.staff.model import Admitted, Chosen, Invitation, Proof, StaffMember, Ticket, plain_name
from services.staff.pauses import Attempt, Pauses
from services.staff.rules import Guess
from services.staff.sessions import Sessions
from services.staff.tokens import Signer, new_token

_SECRETS = "SELECT password, totp, totp_step FROM staff WHERE id = $1"
_USE_STEP = """
UPDATE staff SET totp_step = $2
WHERE id = $1 AND coalesce(totp_step, 0) < $2 AND active AND password = $3 RETURNING id
"""


class Entrance:
    """Verbs of signing in. Every no is the same `NotSignedIn`, after the same work; a pause tells until when.

    A verb that compares passwords takes a tenth of a second: whoever calls it limits how many units of work wait so.
    """

    def __init__(self, keys: Keys, sessions: Sessions) -> None:
        self._cipher, self._sessions = keys.cipher, sessions
        self._signer = Signer(keys.doors)
        self._pauses = Pauses(keys.fingerprint)
        self._passwords = credentials.Passwords()

    async def sign_in(self, work: Work, proof: Proof, browser: str, former: str) -> tuple[StaffMember, Ticket]:
        """A new session; the one the browser came with (`former`, a token) ends. Raises SignInPaused, NotSignedIn."""
        name = plain_name(proof.name) or ""
        member = await self._proven(work, proof, await store.by_name(work, name))
        await record_look(work, Look(member.actor, "staff.sign_in", member.actor))
        return member, await self._sessions.open(work, member, browser, former)

    async def unlock(self, work: Work, admitted: Admitted, proof: Proof) -> Ticket:
        """The session goes on under a new token. Raises SignInPaused, NotSignedIn."""
        await self._proven(work, proof, admitted.member)
        return await self._sessions.unlock(work, admitted.session.id)

    async def invitation(self, work: Work, token: str) -> Invitation:
        """What a link opens; looking does not use it up. Raises LinkOver."""
        return await invitations.find(work, token)

    async def accept(
        self, work: Work, token: str, chosen: Chosen, browser: str, former: str
    ) -> tuple[StaffMember, Ticket]:
        """Uses the link up: password and authenticator are kept, and this browser is signed in.

        Raises LinkOver, PasswordUnfit, PasswordTooPlain, CodeUnfit.
        """
        member = (await invitations.find(work, token)).member
        credentials.check_password(chosen.password, member.name)
        step = credentials.step_of(chosen.secret, chosen.code, work.now, None)
        if step is None:
            raise CodeUnfit
        kept = await self._passwords.hash(chosen.password)
        await invitations.use(work, token)
        sealed = self._cipher.seal("staff", "totp", member.id, chosen.secret.encode())
        await store.change(work, member.id, password=kept, totp=sealed, totp_step=step)
        await record_look(work, Look(member.actor, "staff.accept", member.actor))
        return member, await self._sessions.open(work, member, browser, former)

    def seal_secret(self, token: str, secret: str) -> str:
        """The secret that is shown with an invitation, for its form to bring back; good for this link only."""
        return self._cipher.seal("staff_links", "secret", token, secret.encode()).hex()

    def open_secret(self, token: str, sealed: str) -> str:
        """Raises `Unreadable` or ValueError for what is not ours."""
        return self._cipher.open("staff_links", "secret", token, bytes.fromhex(sealed)).decode()

    def remember(self, name: str) -> str:
        """What a browser keeps, to have a pause of its own for this name; it opens nothing."""
        lot = new_token()
        return f"{lot}.{self._signer.sign('browser', f'{name} {lot}')}"

    def knows(self, name: str, known: str) -> bool:
        """Whether the browser let this name in before."""
        lot, _, signed = known.partition(".")
        return self._signer.holds("browser", f"{name} {lot}", signed)

    async def _proven(self, work: Work, proof: Proof, member: StaffMember | None) -> StaffMember:
        """Raises SignInPaused, NotSignedIn."""
        attempt = await self._pauses.begin(work, self._counted(proof))
        kept = await work.raw.fetchrow(_SECRETS, member.id if member else UUID(int=0))
        fits = await self._passwords.fits(kept["password"] if kept else None, proof.password)
        if member is None or kept is None or kept["totp"] is None or not (member.active and fits):
            raise await self._refused(work, attempt, member)
        secret = self._cipher.open("staff", "totp", member.id, kept["totp"]).decode()
        step = credentials.step_of(secret, proof.code, work.now, kept["totp_step"])
        if step is None or await work.raw.fetchval(_USE_STEP, member.id, step, kept["password"]) is None:
            raise await self._refused(work, attempt, member)
        await self._pauses.fitted(work, attempt)
        return member

    async def _refused(self, work: Work, attempt: Attempt, member: StaffMember | None) -> NotSignedIn:
        await self._pauses.failed(work, attempt)
        await record_look(work, Look("door", "staff.sign_in", member.actor if member else None, found=False))
        return NotSignedIn()

    def _counted(self, proof: Proof) -> list[tuple[Guess, str]]:
        name = proof.name.strip().casefold()[:64]
        if proof.known and self.knows(name, proof.known):
            return [(Guess.BROWSER, proof.known)]
        return [(Guess.NAME, name), (Guess.ADDRESS, proof.address)]
