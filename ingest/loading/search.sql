-- What texts are searched by: an inverted index, in the order of the batches. Within a batch it is sorted by token,
-- so that looking a token up reads a small part of each batch, and no refresh sorts the whole.
create table if not exists raw.sentences (
    sha256 varchar not null,
    ordinal integer not null,
    "start" integer not null,
    "end" integer not null,
    words integer not null
);
comment on table raw.sentences is 'One row per sentence of a document, with its place in raw.documents.text.';
comment on column raw.sentences.ordinal is 'Position among the sentences of the document, from 0.';
comment on column raw.sentences.words is 'Words in it without stop words and marks: its length when hits are ranked.';

create table if not exists raw.tokens (
    token varchar not null,
    sha256 varchar not null,
    sentences integer[] not null
);
comment on table raw.tokens is
'One row per document and token that its text can be searched by: words, and the words within them.';
comment on column raw.tokens.token is 'In small letters; 行政复议 stands under 行政, 复议 and 行政复议.';
comment on column raw.tokens.sentences is
'Ordinals in raw.sentences, ascending; an ordinal stands there as often as the sentence says the token.';

create table if not exists raw.vocabulary (
    token varchar not null,
    documents integer not null,
    occurrences integer not null
);
comment on table raw.vocabulary is 'One row per token of raw.tokens: queries are cut into these, the longest first.';
comment on column raw.vocabulary.token is 'In small letters.';
comment on column raw.vocabulary.documents is 'Documents that say it.';
comment on column raw.vocabulary.occurrences is 'How often all of them say it.';
