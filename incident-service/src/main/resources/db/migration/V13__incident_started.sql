create index incident_view_started on incident_view (started_at, id desc);
