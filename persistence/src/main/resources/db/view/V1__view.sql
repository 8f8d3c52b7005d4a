-- The readable view of the chain. The same statements run on H2 and PostgreSQL. Natural keys only:
-- every line has its place in the chain. Money: base units. Times: milliseconds since 1970. Digests
-- and ids: lower-case hexadecimal, as in the API, so that a query can be pasted from an answer.

create table view_mark (
  id integer primary key,
  chain varchar(64) not null,
  first_sequence bigint not null,
  last_sequence bigint not null,
  last_digest varchar(64) not null
);

create table view_blocks (
  sequence_no bigint primary key,
  digest varchar(64) not null,
  parent varchar(64) not null,
  epoch bigint not null,
  time_ms bigint not null,
  effective_time_ms bigint not null,
  result_root varchar(64) not null,
  bodies integer not null,
  leaves integer not null
);
create index view_blocks_time on view_blocks (effective_time_ms);

create table view_receipts (
  sequence_no bigint not null,
  leaf integer not null,
  time_ms bigint not null,
  account varchar(64) not null,
  kind varchar(16) not null,
  order_id varchar(64),
  subject varchar(64),
  table_no integer,
  round_no bigint,
  bet_type varchar(40),
  puck integer not null,
  outcome varchar(24) not null,
  game_rule varchar(40),
  amount bigint not null,
  nonce bigint,
  returned bigint not null,
  profit bigint not null,
  balance_change bigint not null,
  balance bigint not null,
  detail bigint not null,
  primary key (sequence_no, leaf)
);
create index view_receipts_account on view_receipts (account, sequence_no, leaf);
create index view_receipts_round on view_receipts (table_no, round_no, sequence_no, leaf);
create index view_receipts_order on view_receipts (order_id);
create index view_receipts_time on view_receipts (time_ms);

create table view_accounts (
  account varchar(64) primary key,
  begun boolean not null,
  balance bigint not null,
  first_sequence bigint not null,
  last_sequence bigint not null,
  line_count bigint not null
);

create table view_rounds (
  table_no integer not null,
  round_no bigint not null,
  opened_in bigint,
  opens_at_ms bigint,
  closes_at_ms bigint,
  closed_in bigint,
  closed_at_ms bigint,
  rolled_in bigint,
  rolled_leaf integer,
  die1 integer,
  die2 integer,
  total integer,
  puck_before integer,
  puck_after integer,
  seven_out boolean,
  beacon varchar(64),
  missing integer not null,
  primary key (table_no, round_no)
);
create index view_rounds_order on view_rounds (round_no, table_no);
create index view_rounds_time on view_rounds (opens_at_ms);

create table view_reveals (
  table_no integer not null,
  round_no bigint not null,
  validator integer not null,
  commitment varchar(64) not null,
  secret varchar(64),
  missing boolean not null,
  cleared_in bigint,
  primary key (table_no, round_no, validator)
);
