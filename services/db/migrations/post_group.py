"""The PL/pgSQL with which a group of updates is closed, as migration 0012 made it: one statement for all of them.

What was said in `post_functions` holds here too: lock first, read in a later statement.
"""

WRITE = """
CREATE FUNCTION post_write(p_replica text, p_seq bigint[], p_own bigint[], p_here boolean[], p_uid uuid[],
  p_chat bigint[], p_lane smallint[], p_method text[], p_body bytea[], p_due timestamptz[], p_expires timestamptz[],
  p_subject text[], p_refers uuid[])
RETURNS TABLE (more bigint[], chat bigint, lease bigint, id bigint, uid uuid, leased boolean, message bigint)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE moment timestamptz := santun_now(); marked int; due_now bigint[]; mine bigint[]; behind bigint[]; rest bigint[];
BEGIN
  IF cardinality(p_seq) > 0 THEN
    UPDATE inbox i SET state = 'done', body = NULL, next_try = NULL, done_at = moment
      WHERE i.seq = ANY (p_seq) AND i.state = 'waiting';
    GET DIAGNOSTICS marked = ROW_COUNT;
    IF marked <> cardinality(p_seq) THEN RAISE EXCEPTION 'one of the updates % is no longer waiting', p_seq; END IF;
    SELECT array_agg(DISTINCT i.chat_id) INTO rest FROM inbox i WHERE i.chat_id = ANY (p_own) AND i.state = 'waiting';
  END IF;
  IF cardinality(p_chat) > 0 THEN
    INSERT INTO chats (chat_id) SELECT DISTINCT c FROM unnest(p_chat) c
      WHERE NOT EXISTS (SELECT FROM chats k WHERE k.chat_id = c) ORDER BY c ON CONFLICT DO NOTHING;
  END IF;
  PERFORM FROM chats c WHERE c.chat_id = ANY (p_chat || p_own) ORDER BY c.chat_id FOR UPDATE;
  UPDATE chats c SET gone = NOT h.here FROM unnest(p_own, p_here) AS h(chat, here)
    WHERE c.chat_id = h.chat AND c.gone = h.here;
  SELECT array_agg(DISTINCT p_chat[n]) INTO due_now FROM generate_subscripts(p_chat, 1) n
    WHERE coalesce(p_due[n], moment) <= moment;
  IF p_replica IS NOT NULL AND due_now IS NOT NULL THEN
    WITH claimed AS (
      UPDATE chats c SET sender = p_replica, sender_until = moment + interval '120 seconds',
        lease = c.lease + (c.sender IS NULL)::int
      WHERE c.chat_id = ANY (due_now) AND NOT c.gone AND (c.sender IS NULL OR c.sender = p_replica)
        AND (c.paused_until IS NULL OR c.paused_until <= moment) RETURNING c.chat_id)
    SELECT array_agg(chat_id) INTO mine FROM claimed;
    SELECT array_agg(DISTINCT l.chat_id) INTO behind FROM letters l
      WHERE l.chat_id = ANY (mine) AND l.state = 'waiting' AND l.due <= moment;
  END IF;
  RETURN QUERY
    WITH given AS (
      INSERT INTO letters AS l (uid, chat_id, lane, method, body, due, expires, subject, refers, state)
      SELECT g.uid, g.chat, g.lane, g.method, g.body, g.due, g.expires, g.subject, g.refers,
        CASE WHEN g.due <= moment AND g.chat = ANY (mine) AND g.chat <> ALL (coalesce(behind, '{}'))
             THEN 'sending' ELSE 'waiting' END
      FROM (SELECT u.*, coalesce(u.wanted, moment) AS due
            FROM unnest(p_uid, p_chat, p_lane, p_method, p_body, p_due, p_expires, p_subject, p_refers)
              WITH ORDINALITY AS u(uid, chat, lane, method, body, wanted, expires, subject, refers, n)) g
      ORDER BY g.n ON CONFLICT (uid) DO NOTHING RETURNING l.*)
    SELECT NULL::bigint[], g.chat_id, c.lease, g.id, g.uid, g.state = 'sending',
        (SELECT r.message_id FROM letters r WHERE r.uid = g.refers)
      FROM given g JOIN chats c ON c.chat_id = g.chat_id
    -- Claimed and nothing leased: older letters come first, or the letter was written before. Somebody must look.
    UNION ALL SELECT NULL, c.chat_id, c.lease, NULL, NULL, true, NULL FROM chats c WHERE c.chat_id = ANY (mine)
      AND NOT EXISTS (SELECT FROM given g WHERE g.chat_id = c.chat_id AND g.state = 'sending')
    UNION ALL SELECT coalesce(rest, '{}'), NULL, NULL, NULL, NULL, false, NULL
    ORDER BY 4 NULLS LAST, 1 NULLS FIRST;
  IF EXISTS (SELECT FROM unnest(p_subject) s WHERE s IS NOT NULL) THEN
    UPDATE letters l SET state = 'replaced', body = NULL FROM letters newer
      WHERE newer.uid = ANY (p_uid) AND newer.lane = 2 AND l.chat_id = newer.chat_id AND l.subject = newer.subject
        AND l.lane = 2 AND l.state = 'waiting' AND l.id < newer.id;
  END IF;
END $$
"""

DROP = (
    "post_write(text, bigint[], bigint[], boolean[], uuid[], bigint[], smallint[], text[], bytea[], timestamptz[],"
    " timestamptz[], text[], uuid[])"
)
