"""The verbs of the staff: add, change, disable, invite, link, and the check at every door."""

from dataclasses import replace
from uuid import UUID, uuid4

from services.db import Work
from services.privacy import Keys, Look, record_look
from services.staff import invitations, store
from services.staff.entrance import Entrance
from services.staff.linking import Linking
from services.staff.messages import (
    AlreadySetUp,
    NotYourself,
    StaffNameTaken,
    StaffNameUnfit,
    StaffNotActive,
    StaffUnknown,
)
from services.staff.model import Link, StaffMember, plain_name
from services.staff.rules import Act, Role
from services.staff.sessions import Sessions


class Staff:
    """Who works here. `sessions` and `entrance` are the console's doors; at a terminal, whoever can read the key file
    is trusted to give their own name. `by` is an actor everywhere (`staff:rina`, `system:root`)."""

    def __init__(self, keys: Keys) -> None:
        self.sessions = Sessions(keys)
        self.entrance = Entrance(keys, self.sessions)
        self._linking = Linking(keys)

    async def add(self, work: Work, name: str, role: Role, *, by: str, village: str | None = None) -> StaffMember:
        """A new member, who sees all queues. Raises StaffNameUnfit, StaffNameTaken."""
        plain = plain_name(name)
        if plain is None:
            raise StaffNameUnfit(name)
        member = StaffMember(uuid4(), plain, role, village, active=True, added_by=by, added_at=work.now)
        if not await store.add(work, member):
            raise StaffNameTaken(plain)
        await record_look(work, Look(by, "staff.add", f"staff:{plain}", role.value))
        return member

    async def everybody(self, work: Work) -> list[StaffMember]:
        """All members, the inactive ones too."""
        return await store.everybody(work)

    async def who_can_sign_in(self, work: Work) -> frozenset[UUID]:
        """The members who have accepted an invitation."""
        return await store.who_can_sign_in(work)

    async def by_name(self, work: Work, name: str) -> StaffMember:
        """The member, active or not. Raises StaffUnknown."""
        member = await store.by_name(work, plain_name(name) or "")
        if member is None:
            raise StaffUnknown(name)
        return member

    async def by_id(self, work: Work, member: UUID) -> StaffMember | None:
        """The member, active or not."""
        return await store.by_id(work, member)

    async def by_telegram(self, work: Work, user: int) -> StaffMember | None:
        """The active member whose Telegram account this is."""
        return await store.by_telegram(work, user)

    async def allowed(self, work: Work, name: str, act: Act) -> StaffMember:
        """The member of this name, who may do this. Raises StaffUnknown, StaffNotActive, NotYourRole."""
        member = await self.by_name(work, name)
        member.must(act)
        return member

    async def change(self, work: Work, name: str, *, by: str, role: Role, queue: str | None) -> StaffMember:
        """Gives another role or queue, from the next request on. Raises StaffUnknown, NotYourself."""
        member = await self._another(work, name, by)
        await store.change(work, member.id, role=role.value, queue=queue)
        await record_look(work, Look(by, "staff.change", member.actor, role.value))
        return replace(member, role=role, queue=queue)

    async def disable(self, work: Work, name: str, *, by: str) -> StaffMember:
        """Takes every right from a member and ends their sessions, links and codes; their traces stay.

        Raises StaffUnknown, NotYourself.
        """
        member = await self._another(work, name, by)
        await store.change(work, member.id, active=False)
        await self._shut_out(work, member)
        await record_look(work, Look(by, "staff.disable", member.actor))
        return replace(member, active=False, telegram=None)

    async def enable(self, work: Work, name: str, *, by: str) -> StaffMember:
        """Gives a disabled member the rights of the role again. Raises StaffUnknown."""
        member = await self.by_name(work, name)
        await store.change(work, member.id, active=True)
        await record_look(work, Look(by, "staff.enable", member.actor))
        return replace(member, active=True)

    async def invite(self, work: Work, name: str, *, by: str) -> Link:
        """A link with which the member chooses a password. Raises StaffUnknown, StaffNotActive, AlreadySetUp."""
        member = await self._working(work, name)
        if member.id in await store.who_can_sign_in(work):
            raise AlreadySetUp(member.name)
        await record_look(work, Look(by, "staff.invite", member.actor))
        return await invitations.make(work, member, by)

    async def reset(self, work: Work, name: str, *, by: str) -> Link:
        """Password, authenticator, sessions and the Telegram account are gone (the phone may be lost with all of them);
        the link begins anew. Raises StaffUnknown, StaffNotActive, NotYourself."""
        member = await self._another(work, name, by)
        member = await self._working(work, member.name)
        # First the row that every sign-in writes: a session that one of them is opening must be seen and ended.
        await store.change(work, member.id, password=None, totp=None, totp_step=None)
        await self._shut_out(work, member)
        await record_look(work, Look(by, "staff.reset", member.actor))
        return await invitations.make(work, replace(member, telegram=None), by)

    async def link_code(self, work: Work, name: str, *, by: str) -> str:
        """What the member types to the bot after /tautkan. Raises StaffUnknown, StaffNotActive."""
        member = await self._working(work, name)
        await record_look(work, Look(by, "staff.link_code", member.actor))
        return await self._linking.make(work, member)

    async def link(self, work: Work, code: str, user: int) -> StaffMember:
        """This Telegram account is that member's. Raises SignInPaused, LinkCodeUnknown, TelegramTaken."""
        return await self._linking.tie(work, code, user)

    async def unlink(self, work: Work, name: str, *, by: str) -> StaffMember:
        """The Telegram account is nobody's again. Raises StaffUnknown."""
        member = await self.by_name(work, name)
        await self._linking.untie(work, member)
        await record_look(work, Look(by, "staff.unlink", member.actor))
        return replace(member, telegram=None)

    async def _shut_out(self, work: Work, member: StaffMember) -> None:
        await self.sessions.end_all(work, member.id)
        await invitations.withdraw(work, member)
        await self._linking.untie(work, member)

    async def _another(self, work: Work, name: str, by: str) -> StaffMember:
        member = await self.by_name(work, name)
        if member.actor == by:
            raise NotYourself
        return member

    async def _working(self, work: Work, name: str) -> StaffMember:
        member = await self.by_name(work, name)
        if not member.active:
            raise StaffNotActive(member.name)
        return member
