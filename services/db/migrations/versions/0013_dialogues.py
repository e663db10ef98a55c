"""A unit of work writes all its conversations in one statement."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# What is put aside comes before what takes its place: a chat has one active conversation at every moment.
_WRITE = """
CREATE FUNCTION dialogues_write(p_gone_chat bigint[], p_gone_flow text[], p_chat bigint[], p_flow text[],
  p_version int[], p_active boolean[], p_body bytea[], p_changed timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM dialogues d USING unnest(p_gone_chat, p_gone_flow) AS g(chat, flow)
    WHERE d.chat_id = g.chat AND d.flow = g.flow;
  INSERT INTO dialogues AS d (chat_id, flow, version, active, body, changed)
    SELECT k.chat, k.flow, k.version, k.active, k.body, k.changed
    FROM unnest(p_chat, p_flow, p_version, p_active, p_body, p_changed)
      WITH ORDINALITY AS k(chat, flow, version, active, body, changed, n) ORDER BY k.n
    ON CONFLICT (chat_id, flow) DO UPDATE SET version = excluded.version, active = excluded.active,
      body = excluded.body, changed = excluded.changed;
END $$
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_WRITE)


def downgrade() -> None:
    op.execute(
        "DROP FUNCTION dialogues_write(bigint[], text[], bigint[], text[], int[], boolean[], bytea[], timestamptz[])"
    )
