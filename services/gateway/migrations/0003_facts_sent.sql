-- Facts that HTTP has taken: where each lies, so that who sends it again is told its first place.
CREATE TABLE fact_sent (
    -- Digest of the inbox, the subject's key and the fact's id; nothing of the sender's own stands here.
    name      bytea  PRIMARY KEY,
    -- Digest of what the fact says, as the ledgers compare it.
    digest    bytea  NOT NULL,
    partition int    NOT NULL,
    "offset"  bigint NOT NULL
);
