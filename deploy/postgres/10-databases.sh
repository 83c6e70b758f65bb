#!/bin/bash
# One database and one role for each service; no role may connect to another's database. Runs once, on an empty volume.
set -euo pipefail

make() {
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
        -v name="$1" -v password="$2" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
}

make incident "$INCIDENT_DB_PASSWORD"
make postmortem "$POSTMORTEM_DB_PASSWORD"
make review "$REVIEW_DB_PASSWORD"
make notification "$NOTIFICATION_DB_PASSWORD"
