"""What a look-up reads and writes of its visitor, two statements at a time: the later must see what the earlier did."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# The upsert locks the visitor's row, so that two replicas cannot spend the same allowance twice.
_USES = """
CREATE FUNCTION visitors_uses(p_chat bigint, p_now timestamptz, p_since timestamptz)
RETURNS TABLE (person bytea, at timestamptz, tries int, found boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE lifted timestamptz;
BEGIN
  INSERT INTO visitors AS v (chat_id, first_seen) VALUES (p_chat, p_now)
    ON CONFLICT (chat_id) DO UPDATE SET chat_id = excluded.chat_id RETURNING v.forgiven INTO lifted;
  RETURN QUERY SELECT l.person, l.at, l.tries, l.found FROM lookups l
    WHERE l.chat_id = p_chat AND l.at >= greatest(p_since, lifted) ORDER BY l.at DESC;
END $$
"""
# A chat that had itself forgotten after its look-up counts as fresh: deleting must not silence the alarm.
_TOUCHED = """
CREATE FUNCTION visitors_touched(p_chat bigint, p_person bytea, p_village text, p_found boolean, p_since timestamptz)
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lookups l SET village = coalesce(nullif(p_village, ''), l.village), found = l.found OR p_found WHERE l.id =
    (SELECT n.id FROM lookups n WHERE n.chat_id = p_chat AND n.person = p_person ORDER BY n.at DESC LIMIT 1);
  RETURN (SELECT count(DISTINCT l.chat_id) FROM lookups l LEFT JOIN visitors v ON v.chat_id = l.chat_id
    WHERE l.village = p_village AND l.at >= p_since AND (v.first_seen >= p_since OR v.chat_id IS NULL));
END $$
"""


def upgrade() -> None:
    for function in (_USES, _TOUCHED):
        op.get_bind().exec_driver_sql(function)


def downgrade() -> None:
    op.execute("DROP FUNCTION visitors_touched(bigint, bytea, text, boolean, timestamptz)")
    op.execute("DROP FUNCTION visitors_uses(bigint, timestamptz, timestamptz)")
