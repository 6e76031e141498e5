#!/bin/bash
# Stops and removes the containers. By the project's name alone, so that a broken file cannot hinder it.
set -euo pipefail

cd /
docker compose --project-name orcha down --remove-orphans --timeout 60
