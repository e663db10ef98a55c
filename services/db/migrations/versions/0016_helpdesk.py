"""Requests for help become the conversations of the help desk, and their answers its lines."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_UP = (
    "DROP INDEX one_request_per_chat_and_content",
    "DROP INDEX ix_requests_state_created_at",
    "ALTER TABLE requests RENAME TO conversations",
    "ALTER TABLE conversations RENAME CONSTRAINT pk_requests TO pk_conversations",
    "ALTER TABLE conversations RENAME CONSTRAINT uq_requests_number TO uq_conversations_number",
    """
    ALTER TABLE conversations
      ALTER COLUMN chat DROP NOT NULL, DROP COLUMN key,
      ADD COLUMN queue text NOT NULL DEFAULT 'agency', ADD COLUMN channel text NOT NULL DEFAULT 'chat',
      ADD COLUMN trace bytea, ADD COLUMN participant uuid, ADD COLUMN assignee uuid,
      ADD COLUMN waiting_since timestamptz, ADD COLUMN heard_at timestamptz, ADD COLUMN due timestamptz,
      ADD COLUMN missed smallint NOT NULL DEFAULT 0, ADD COLUMN missed_in_all smallint NOT NULL DEFAULT 0,
      ADD COLUMN outcome text, ADD COLUMN tags text[] NOT NULL DEFAULT '{}', ADD COLUMN turn bigint NOT NULL DEFAULT 0
    """,
    "ALTER TABLE conversations ALTER COLUMN queue DROP DEFAULT",
    "ALTER TABLE conversations RENAME COLUMN answered_at TO first_answer_at",
    "ALTER TABLE conversations DROP COLUMN answered_by",
    # One that was answered and not closed has had its answer: only what waits for us stays open.
    """
    UPDATE conversations SET waiting_since = changed_at,
      due = CASE WHEN state IN ('open', 'reopened') THEN santun_now() END,
      closed_at = CASE WHEN state IN ('open', 'reopened') THEN NULL ELSE coalesce(closed_at, changed_at) END,
      outcome = CASE WHEN state IN ('open', 'reopened') THEN NULL ELSE 'solved' END,
      state = CASE WHEN state IN ('open', 'reopened') THEN 'waiting' ELSE 'closed' END
    """,
    "ALTER TABLE conversations ALTER COLUMN waiting_since SET NOT NULL",
    "ALTER TABLE conversations ADD CONSTRAINT ck_conversations_state CHECK (state IN ('waiting', 'active', 'closed'))",
    """
    ALTER TABLE conversations ADD CONSTRAINT ck_conversations_in_hand
      CHECK ((state = 'active') = (assignee IS NOT NULL))
    """,
    """
    ALTER TABLE conversations ADD CONSTRAINT fk_conversations_assignee_staff
      FOREIGN KEY (assignee) REFERENCES staff (id)
    """,
    "CREATE INDEX ix_conversations_chat ON conversations (chat, created_at)",
    "CREATE INDEX ix_conversations_open ON conversations (queue, waiting_since) WHERE state <> 'closed'",
    "CREATE INDEX ix_conversations_due ON conversations (due) WHERE state <> 'closed' AND due IS NOT NULL",
    "CREATE INDEX ix_conversations_assignee ON conversations (assignee) WHERE assignee IS NOT NULL",
    "CREATE INDEX ix_conversations_created_at ON conversations (created_at)",
    "CREATE INDEX ix_conversations_closed_at ON conversations (closed_at) WHERE closed_at IS NOT NULL",
    "CREATE INDEX ix_conversations_participant ON conversations (participant) WHERE participant IS NOT NULL",
    "ALTER TABLE request_answers RENAME TO conversation_lines",
    "ALTER TABLE conversation_lines RENAME CONSTRAINT pk_request_answers TO pk_conversation_lines",
    "ALTER TABLE conversation_lines RENAME COLUMN request TO conversation",
    """
    ALTER TABLE conversation_lines RENAME CONSTRAINT fk_request_answers_request_requests
      TO fk_conversation_lines_conversation_conversations
    """,
    "DROP INDEX ix_request_answers_request",
    """
    ALTER TABLE conversation_lines ADD COLUMN kind text NOT NULL DEFAULT 'staff', ADD COLUMN what text,
      ADD COLUMN thing bytea, ADD COLUMN message bigint, ADD COLUMN topic_message bigint, ADD COLUMN letter uuid,
      ADD COLUMN answers uuid, ADD COLUMN edited_at timestamptz, ALTER COLUMN words DROP NOT NULL
    """,
    "ALTER TABLE conversation_lines ALTER COLUMN kind DROP DEFAULT",
    """
    ALTER TABLE conversation_lines ADD CONSTRAINT ck_conversation_lines_kind
      CHECK (kind IN ('theirs', 'staff', 'note', 'event'))
    """,
    "CREATE INDEX ix_conversation_lines_conversation_turn ON conversation_lines (conversation, turn)",
    """
    CREATE UNIQUE INDEX one_line_per_message ON conversation_lines (conversation, kind, message)
      WHERE message IS NOT NULL
    """,
    """
    CREATE INDEX ix_conversation_lines_topic_message ON conversation_lines (topic_message)
      WHERE topic_message IS NOT NULL
    """,
    """
    UPDATE conversations c SET turn = l.turn
      FROM (SELECT conversation, max(turn) AS turn FROM conversation_lines GROUP BY conversation) l
      WHERE l.conversation = c.id
    """,
    """
    CREATE TABLE canned_answers (
      id uuid CONSTRAINT pk_canned_answers PRIMARY KEY,
      code text NOT NULL CONSTRAINT uq_canned_answers_code UNIQUE,
      title text NOT NULL, words text NOT NULL, queue text,
      changed_at timestamptz NOT NULL, changed_by text NOT NULL
    )
    """,
)
_DOWN = (
    "DROP TABLE canned_answers",
    # The tables of requests have no place for callers without Telegram, nor for what anybody but staff wrote.
    "DELETE FROM conversation_lines WHERE kind <> 'staff' OR words IS NULL",
    "DELETE FROM conversations WHERE chat IS NULL",
    "DROP INDEX ix_conversation_lines_topic_message",
    "DROP INDEX one_line_per_message",
    "DROP INDEX ix_conversation_lines_conversation_turn",
    """
    ALTER TABLE conversation_lines DROP COLUMN kind, DROP COLUMN what, DROP COLUMN thing, DROP COLUMN message,
      DROP COLUMN topic_message, DROP COLUMN letter, DROP COLUMN answers, DROP COLUMN edited_at,
      ALTER COLUMN words SET NOT NULL
    """,
    "ALTER TABLE conversation_lines RENAME COLUMN conversation TO request",
    """
    ALTER TABLE conversation_lines RENAME CONSTRAINT fk_conversation_lines_conversation_conversations
      TO fk_request_answers_request_requests
    """,
    "ALTER TABLE conversation_lines RENAME CONSTRAINT pk_conversation_lines TO pk_request_answers",
    "ALTER TABLE conversation_lines RENAME TO request_answers",
    "CREATE INDEX ix_request_answers_request ON request_answers (request)",
    "ALTER TABLE conversations DROP CONSTRAINT ck_conversations_in_hand, DROP CONSTRAINT ck_conversations_state",
    "UPDATE conversations SET state = CASE state WHEN 'waiting' THEN 'open' WHEN 'active' THEN 'open' ELSE state END",
    "DROP INDEX ix_conversations_chat",
    """
    ALTER TABLE conversations DROP COLUMN queue, DROP COLUMN channel, DROP COLUMN trace, DROP COLUMN participant,
      DROP COLUMN assignee, DROP COLUMN waiting_since, DROP COLUMN heard_at, DROP COLUMN due, DROP COLUMN missed,
      DROP COLUMN missed_in_all, DROP COLUMN outcome, DROP COLUMN tags, DROP COLUMN turn, ADD COLUMN key bytea,
      ADD COLUMN answered_by text, ALTER COLUMN chat SET NOT NULL
    """,
    "UPDATE conversations SET key = decode(md5(id::text), 'hex')",
    "ALTER TABLE conversations ALTER COLUMN key SET NOT NULL",
    "DROP INDEX ix_conversations_created_at",
    "DROP INDEX ix_conversations_closed_at",
    "ALTER TABLE conversations RENAME COLUMN first_answer_at TO answered_at",
    "ALTER TABLE conversations RENAME CONSTRAINT uq_conversations_number TO uq_requests_number",
    "ALTER TABLE conversations RENAME CONSTRAINT pk_conversations TO pk_requests",
    "ALTER TABLE conversations RENAME TO requests",
    "CREATE UNIQUE INDEX one_request_per_chat_and_content ON requests (chat, key) WHERE state <> 'closed'",
    "CREATE INDEX ix_requests_state_created_at ON requests (state, created_at)",
)


def upgrade() -> None:
    for statement in _UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in _DOWN:
        op.get_bind().exec_driver_sql(statement)
