-- Who did what to this server: append-only, each entry's hash over the one before. No block holds
-- this, so rebuilding the view leaves it alone: it has its own migrations.

create table audit_entries (
  entry bigint primary key,
  time_ms bigint not null,
  actor varchar(100) not null,
  action varchar(100) not null,
  target varchar(200) not null,
  success boolean not null,
  trace varchar(100) not null,
  previous varchar(64) not null,
  hash varchar(64) not null
);
