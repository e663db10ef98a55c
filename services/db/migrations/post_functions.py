"""The PL/pgSQL of the room `post`, as migration 0003 made it: what must see the newest rows after taking a lock.

A function locks first and reads in a later statement: a statement that does both reads a snapshot older than its lock.
Advisory locks with one bigint key belong to chats; everything else uses the form with two keys.
"""

LIVE = """
CREATE FUNCTION post_live() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(r.name), '{}') FROM replicas r JOIN pg_locks l
    ON l.locktype = 'advisory' AND l.granted AND l.classid = 1382379628::oid AND l.objid = r.id::oid AND l.objsubid = 2
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
$$
"""

TAKE = """
CREATE FUNCTION post_take(p_chat bigint, p_replica text, p_hand bigint,
  OUT verdict text, OUT seq bigint, OUT bot_id bigint, OUT update_id bigint, OUT body bytea, OUT arrived timestamptz,
  OUT tries smallint, OUT reference text) LANGUAGE plpgsql VOLATILE AS $$
DECLARE head inbox; orphan boolean;
BEGIN
  IF NOT pg_try_advisory_xact_lock(p_chat) THEN verdict := 'busy'; RETURN; END IF;
  SELECT * INTO head FROM inbox i WHERE i.chat_id = p_chat AND i.state = 'waiting' ORDER BY i.seq LIMIT 1;
  IF NOT FOUND THEN verdict := 'empty'; RETURN; END IF;
  IF head.next_try > santun_now() THEN verdict := 'later'; RETURN; END IF;
  verdict := 'work'; seq := head.seq; bot_id := head.bot_id; update_id := head.update_id; arrived := head.arrived;
  tries := head.tries; reference := head.reference;
  IF head.owner IS DISTINCT FROM p_replica THEN
    orphan := head.owner IS NOT NULL AND head.owner <> ALL (post_live());
    IF orphan AND head.tries >= 3 THEN verdict := 'spent'; RETURN; END IF;
    UPDATE inbox i SET owner = p_replica, next_try = NULL,
      tries = i.tries + CASE WHEN orphan OR i.tries = 0 THEN 1 ELSE 0 END WHERE i.seq = head.seq;
    verdict := 'claimed';
  ELSIF head.seq IS DISTINCT FROM p_hand THEN body := head.body;
  END IF;
END $$
"""

WRITE = """
CREATE FUNCTION post_write(p_replica text, p_seq bigint, p_here boolean, p_uid uuid[], p_chat bigint[],
  p_lane smallint[], p_method text[], p_body bytea[], p_due timestamptz[], p_expires timestamptz[], p_subject text[],
  p_refers uuid[])
RETURNS TABLE (more boolean, chat bigint, lease bigint, id bigint, uid uuid, leased boolean, message bigint)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE own bigint; due_now bigint[]; mine bigint[]; behind bigint[]; rest boolean := false;
BEGIN
  IF p_seq IS NOT NULL THEN
    UPDATE inbox i SET state = 'done', body = NULL, next_try = NULL, done_at = santun_now()
      WHERE i.seq = p_seq AND i.state = 'waiting' RETURNING i.chat_id INTO own;
    IF NOT FOUND THEN RAISE EXCEPTION 'update % is no longer waiting', p_seq; END IF;
    SELECT EXISTS (SELECT FROM inbox i WHERE i.chat_id = own AND i.state = 'waiting') INTO rest;
  END IF;
  IF cardinality(p_chat) > 0 THEN
    INSERT INTO chats (chat_id) SELECT DISTINCT c FROM unnest(p_chat) c ORDER BY c ON CONFLICT DO NOTHING;
  END IF;
  IF cardinality(p_chat) > 0 OR p_here IS NOT NULL THEN
    PERFORM FROM chats c WHERE c.chat_id = ANY (p_chat || own) ORDER BY c.chat_id FOR UPDATE;
  END IF;
  IF p_here IS NOT NULL THEN
    UPDATE chats c SET gone = NOT p_here WHERE c.chat_id = own AND c.gone = p_here;
  END IF;
  SELECT array_agg(DISTINCT p_chat[n]) INTO due_now FROM generate_subscripts(p_chat, 1) n
    WHERE coalesce(p_due[n], santun_now()) <= santun_now();
  IF p_replica IS NOT NULL AND due_now IS NOT NULL THEN
    WITH claimed AS (
      UPDATE chats c SET sender = p_replica, sender_until = santun_now() + interval '120 seconds',
        lease = c.lease + (c.sender IS NULL)::int
      WHERE c.chat_id = ANY (due_now) AND NOT c.gone AND (c.sender IS NULL OR c.sender = p_replica)
        AND (c.paused_until IS NULL OR c.paused_until <= santun_now()) RETURNING c.chat_id)
    SELECT array_agg(chat_id) INTO mine FROM claimed;
    SELECT array_agg(DISTINCT l.chat_id) INTO behind FROM letters l
      WHERE l.chat_id = ANY (mine) AND l.state = 'waiting' AND l.due <= santun_now();
  END IF;
  RETURN QUERY
    WITH given AS (
      INSERT INTO letters AS l (uid, chat_id, lane, method, body, due, expires, subject, refers, state)
      SELECT g.uid, g.chat, g.lane, g.method, g.body, g.due, g.expires, g.subject, g.refers,
        CASE WHEN g.due <= santun_now() AND g.chat = ANY (mine) AND g.chat <> ALL (coalesce(behind, '{}'))
             THEN 'sending' ELSE 'waiting' END
      FROM (SELECT u.*, coalesce(u.wanted, santun_now()) AS due
            FROM unnest(p_uid, p_chat, p_lane, p_method, p_body, p_due, p_expires, p_subject, p_refers)
              WITH ORDINALITY AS u(uid, chat, lane, method, body, wanted, expires, subject, refers, n)) g
      ORDER BY g.n ON CONFLICT (uid) DO NOTHING RETURNING l.*)
    SELECT rest, g.chat_id, c.lease, g.id, g.uid, g.state = 'sending',
        (SELECT r.message_id FROM letters r WHERE r.uid = g.refers)
      FROM given g JOIN chats c ON c.chat_id = g.chat_id
    UNION ALL SELECT rest, c.chat_id, c.lease, NULL, NULL, true, NULL FROM chats c WHERE c.chat_id = ANY (mine)
    UNION ALL SELECT rest, NULL, NULL, NULL, NULL, false, NULL
    ORDER BY 4 NULLS LAST;
  IF EXISTS (SELECT FROM unnest(p_subject) s WHERE s IS NOT NULL) THEN
    UPDATE letters l SET state = 'replaced', body = NULL FROM letters newer
      WHERE newer.uid = ANY (p_uid) AND newer.lane = 2 AND l.chat_id = newer.chat_id AND l.subject = newer.subject
        AND l.lane = 2 AND l.state = 'waiting' AND l.id < newer.id;
  END IF;
END $$
"""

TEND = """
CREATE FUNCTION post_tend(p_replica text, p_sent bigint[], p_message bigint[], p_chats bigint[])
RETURNS TABLE (verdict text, chat bigint, lease bigint, id bigint, uid uuid, lane smallint, method text, body bytea,
  tries smallint, uncertain boolean, refers uuid, message bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE held bigint[]; given bigint[]; kept bigint[];
BEGIN
  UPDATE letters l SET state = 'sent', sent_at = santun_now(), message_id = s.message, body = NULL
    FROM unnest(p_sent, p_message) AS s(letter, message)
    WHERE l.id = s.letter AND l.state IN ('sending', 'waiting');
  SELECT array_agg(f.chat_id) INTO held FROM (
    SELECT c.chat_id FROM chats c WHERE c.chat_id = ANY (p_chats) AND (c.sender IS NULL OR c.sender = p_replica)
    ORDER BY c.chat_id FOR UPDATE SKIP LOCKED) f;
  UPDATE letters l SET state = 'expired', body = NULL
    WHERE l.chat_id = ANY (held) AND l.state = 'waiting' AND l.expires <= santun_now();
  WITH chosen AS (
    UPDATE letters l SET state = 'sending' WHERE l.state = 'waiting' AND l.id IN (
      SELECT n.id FROM chats c CROSS JOIN LATERAL (
        SELECT w.id FROM letters w WHERE w.chat_id = c.chat_id AND w.state = 'waiting' AND w.due <= santun_now()
          AND (w.lane <= 1 OR NOT EXISTS (
            SELECT FROM letters s WHERE s.chat_id = c.chat_id AND s.state = 'sending' AND s.lane > 1))
        ORDER BY w.lane > 1, w.due, w.id LIMIT 10) n
      WHERE c.chat_id = ANY (held) AND NOT c.gone AND (c.paused_until IS NULL OR c.paused_until <= santun_now()))
    RETURNING l.id)
  SELECT array_agg(chosen.id) INTO given FROM chosen;
  SELECT array_agg(DISTINCT l.chat_id) INTO kept FROM letters l WHERE l.chat_id = ANY (held) AND l.state = 'sending';
  UPDATE chats c SET sender = p_replica, sender_until = santun_now() + interval '120 seconds',
    lease = c.lease + (c.sender IS NULL)::int WHERE c.chat_id = ANY (kept);
  UPDATE chats c SET sender = NULL, sender_until = NULL
    WHERE c.chat_id = ANY (held) AND c.chat_id <> ALL (coalesce(kept, '{}')) AND c.sender IS NOT NULL;
  -- A lost mark or release is found again as a lease without an outcome; a lease must be on disk before its call.
  IF given IS NULL THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
  RETURN QUERY
    (SELECT 'given', l.chat_id, c.lease, l.id, l.uid, l.lane, l.method, l.body, l.tries, l.uncertain, l.refers,
        (SELECT r.message_id FROM letters r WHERE r.uid = l.refers)
      FROM letters l JOIN chats c ON c.chat_id = l.chat_id WHERE l.id = ANY (given) ORDER BY l.due, l.id)
    UNION ALL
    SELECT CASE WHEN c.chat_id = ANY (kept) THEN 'kept' WHEN c.chat_id = ANY (held) THEN 'free' ELSE 'lost' END,
        c.chat_id, c.lease, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
      FROM chats c WHERE c.chat_id = ANY (held) OR (c.chat_id = ANY (p_chats) AND c.sender <> p_replica);
END $$
"""

HOLD = """
CREATE FUNCTION post_hold(p_replica text, p_chat bigint, p_letters bigint[], p_failed bigint, p_unsure boolean,
  p_counts boolean, p_pause float8, p_gone boolean, p_flood boolean) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE newer bigint; ours boolean; flooded record;
BEGIN
  SELECT c.sender = p_replica INTO ours FROM chats c WHERE c.chat_id = p_chat FOR UPDATE;
  UPDATE letters l SET state = CASE WHEN l.id = p_failed AND p_unsure AND l.lane = 3 THEN 'unsure' ELSE 'waiting' END,
      tries = l.tries + (p_counts AND l.id = p_failed)::int, uncertain = l.uncertain OR (p_unsure AND l.id = p_failed)
    WHERE l.id = ANY (p_letters) AND l.state = 'sending' AND ours;
  UPDATE chats c SET gone = c.gone OR p_gone, lease = c.lease + coalesce(ours, false)::int,
      paused_until = greatest(c.paused_until, santun_now() + p_pause * interval '1 second'),
      flooded_at = CASE WHEN p_flood THEN santun_now() ELSE c.flooded_at END
    WHERE c.chat_id = p_chat RETURNING CASE WHEN ours THEN c.lease END INTO newer;
  IF p_flood THEN
    SELECT count(*) AS chats, max(c.paused_until) AS until INTO flooded FROM chats c
      WHERE c.flooded_at > santun_now() - interval '2 seconds';
    IF flooded.chats >= 3 THEN
      UPDATE pace SET paused_until = greatest(paused_until, flooded.until);
    END IF;
  END IF;
  RETURN newer;
END $$
"""

ADOPT = """
CREATE FUNCTION post_adopt(p_limit int) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE live text[] := post_live(); orphans bigint[];
BEGIN
  SELECT array_agg(f.chat_id) INTO orphans FROM (
    SELECT c.chat_id FROM chats c
    WHERE c.chat_id IN (SELECT l.chat_id FROM letters l WHERE l.state IN ('waiting', 'sending'))
      AND c.sender IS NOT NULL AND (c.sender <> ALL (live) OR c.sender_until < santun_now())
    ORDER BY c.chat_id LIMIT p_limit FOR UPDATE SKIP LOCKED) f;
  IF orphans IS NULL THEN RETURN '{}'; END IF;
  UPDATE letters l SET state = CASE WHEN l.lane = 3 THEN 'unsure' ELSE 'waiting' END, uncertain = true
    WHERE l.chat_id = ANY (orphans) AND l.state = 'sending';
  UPDATE chats c SET sender = NULL, sender_until = NULL WHERE c.chat_id = ANY (orphans);
  RETURN orphans;
END $$
"""

TOKENS = """
CREATE FUNCTION post_tokens(p_rate float8, p_want int, OUT granted int, OUT wait float8)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE p pace; have float8; room float8 := greatest(1, p_rate / 5);
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO p FROM pace FOR UPDATE;
  granted := 0;
  IF p.paused_until > santun_now() THEN
    wait := extract(epoch FROM p.paused_until - santun_now());
    RETURN;
  END IF;
  have := least(room, p.tokens + p_rate * greatest(0, extract(epoch FROM santun_now() - p.filled)));
  granted := least(p_want, floor(have)::int);
  wait := CASE WHEN granted > 0 THEN 0 ELSE (1 - have) / p_rate END;
  UPDATE pace SET tokens = have - granted, filled = santun_now();
END $$
"""

FUNCTIONS = (LIVE, TAKE, WRITE, TEND, HOLD, ADOPT, TOKENS)

DROPS = (
    "post_tokens(float8, int)",
    "post_adopt(int)",
    "post_hold(text, bigint, bigint[], bigint, boolean, boolean, float8, boolean, boolean)",
    "post_tend(text, bigint[], bigint[], bigint[])",
    "post_write(text, bigint, boolean, uuid[], bigint[], smallint[], text[], bytea[], timestamptz[], timestamptz[],"
    " text[], uuid[])",
    "post_take(bigint, text, bigint)",
    "post_live()",
)
