"""The staff's group at Telegram: its topics, what is known of the group, and who of the staff was seen there."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_UP = (
    """
    CREATE TABLE topics (
      id uuid CONSTRAINT pk_topics PRIMARY KEY,
      conversation uuid CONSTRAINT uq_topics_conversation UNIQUE
        CONSTRAINT fk_topics_conversation_conversations REFERENCES conversations (id) ON DELETE SET NULL,
      chat bigint NOT NULL,
      thread bigint,
      name text NOT NULL,
      state text NOT NULL CONSTRAINT ck_topics_state CHECK (state IN ('open', 'closed')),
      greeted boolean NOT NULL DEFAULT false,
      relayed bigint NOT NULL DEFAULT 0,
      part integer NOT NULL DEFAULT 0,
      anew bigint NOT NULL DEFAULT 0,
      letter uuid,
      doing text,
      upto bigint NOT NULL DEFAULT 0,
      upto_part integer NOT NULL DEFAULT 0,
      told uuid[] NOT NULL DEFAULT '{}',
      plain boolean NOT NULL DEFAULT false,
      changed_at timestamptz NOT NULL,
      CONSTRAINT ck_topics_on_its_way CHECK ((letter IS NULL) = (doing IS NULL))
    )
    """,
    "CREATE UNIQUE INDEX one_topic_per_thread ON topics (chat, thread) WHERE thread IS NOT NULL",
    "CREATE INDEX ix_topics_unclosed ON topics (id) WHERE state <> 'closed'",
    "CREATE INDEX ix_topics_letter ON topics (letter) WHERE letter IS NOT NULL",
    "CREATE INDEX ix_topics_changed_at ON topics (changed_at)",
    """
    CREATE TABLE desk_group (
      "only" boolean CONSTRAINT pk_desk_group PRIMARY KEY DEFAULT true CONSTRAINT ck_desk_group_only CHECK ("only"),
      configured bigint NOT NULL,
      chat bigint NOT NULL,
      trouble text,
      words text NOT NULL DEFAULT '',
      since timestamptz,
      told timestamptz,
      tried timestamptz,
      free_at timestamptz
    )
    """,
    "ALTER TABLE conversation_lines ADD COLUMN topic_edited timestamptz",
    """
    CREATE INDEX ix_conversation_lines_retold ON conversation_lines (edited_at)
      WHERE edited_at IS NOT NULL AND topic_edited IS DISTINCT FROM edited_at
    """,
    "ALTER TABLE staff ADD COLUMN seen_in_group timestamptz",
)
_DOWN = (
    "ALTER TABLE staff DROP COLUMN seen_in_group",
    "DROP INDEX ix_conversation_lines_retold",
    "ALTER TABLE conversation_lines DROP COLUMN topic_edited",
    "DROP TABLE desk_group",
    "DROP TABLE topics",
)


def upgrade() -> None:
    for statement in _UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in _DOWN:
        op.get_bind().exec_driver_sql(statement)
