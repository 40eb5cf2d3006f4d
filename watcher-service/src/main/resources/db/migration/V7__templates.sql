-- Templates that tenants posted, as they wrote them. A version is never used twice, so that
-- replicas see by count and sum whether anything was changed.
create sequence template_version;

create table template (
  tenant      text        not null,
  name        text        not null,
  declaration text        not null,
  version     bigint      not null default nextval('template_version'),
  author      text        not null,
  updated_at  timestamptz not null,
  primary key (tenant, name)
);
