package io.vigia.anomaly.series;

/** Names a series. */
record SeriesKey(String tenant, String service, String metric) {}
