create table series (
  tenant    text             not null,
  service   text             not null,
  metric    text             not null,
  count     bigint           not null,
  mean      double precision not null,
  m2        double precision not null,
  minimum   double precision not null,
  maximum   double precision not null,
  last      double precision not null,
  last_time timestamptz      not null,
  primary key (tenant, service, metric)
);
create index series_age on series (last_time);
