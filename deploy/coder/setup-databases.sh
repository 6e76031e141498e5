#!/bin/sh
# Makes each database with a user of its own, or sets the user's password anew: run as the one-off task database-setup.
# Passwords come from the environment and go to psql's standard input, never to a command line.
set -eu
for name in coder litellm langfuse; do
  variable="PASSWORD_$(echo "$name" | tr '[:lower:]' '[:upper:]')"
  password=
  eval "password=\$$variable"
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres <<SQL
DO \$\$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$name') THEN
    CREATE ROLE "$name" LOGIN;
  END IF;
END
\$\$;
ALTER ROLE "$name" LOGIN PASSWORD '$password';
GRANT "$name" TO CURRENT_USER;
SELECT 'CREATE DATABASE "$name" OWNER "$name"'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$name')\gexec
REVOKE ALL ON DATABASE "$name" FROM PUBLIC;
SQL
  echo "database $name is there, and its user may log in"
done
