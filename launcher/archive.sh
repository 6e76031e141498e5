# shellcheck shell=bash disable=SC2154,SC2034,SC2086 # ./terrace reads this file only if a build has no archive of classes, and sets what is used
# Makes the archive: a run of its own loads what commands load and writes all of it at its end. The JVM of the user's command
# could do the same, but where the disk is full, that ends with exit code 1 (docs/adr/0024-class-data-sharing.md).

trainer=
kept_archives=2 # of a build: somebody may go back and forth between two versions of Java

# Sets $training to the words of a command that loads most of what others do and changes nothing.
find_training() {
  local file folder=${TERRACE_ENVIRONMENTS:-$home/environments}
  training=(list)
  for file in "$folder"/*/*.yaml; do
    case ${file##*/} in waivers.yaml | moves.yaml) continue ;; esac
    [ -f "$file" ] || continue
    file=${file#"$folder/"}
    training=(check "${file%.yaml}")
    return
  done
}

stop_training() { # EXIT_CODE
  [ -z "$trainer" ] || kill -KILL "$trainer" 2>/dev/null
  rm -f "$new"
  exit "$1"
}

# Whether the JVM maps the whole of an archive. It checks the checksums only here: that takes as long as a start without one.
is_whole() { # FILE
  (
    ulimit -c 0
    "$java" "${options[@]}" -Xshare:on -XX:+VerifySharedSpaces "-XX:SharedArchiveFile=$1" -XX:ErrorFile=/dev/null \
      -cp "$classpath" -version
    exit $?
  ) >/dev/null 2>&1
}

# Sets $archive, unless there cannot be one: then an empty file says so, and nobody tries again.
make_archive() {
  local other build=$builds/$sources size=0
  [ -z "${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-}" ] || return 0 # an agent, for one, prevents it
  for other in "$build"/training.*; do
    [ -e "$other" ] || continue
    [ "${other##*.}" = $$ ] || ! kill -0 "${other##*.}" 2>/dev/null || return 0
    rm -f "$other"
  done
  new=$build/training.$$
  { : >"$new"; } 2>/dev/null || return 0
  echo "terrace: preparing faster starts (once for a build)" >&2
  find_training
  trap 'stop_training 129' HUP
  trap 'stop_training 130' INT
  trap 'stop_training 143' TERM
  TERRACE_STATE_DIR=$temporary/training "$java" "${options[@]}" "-XX:ArchiveClassesAtExit=$new" '-Xlog:cds*=off' \
    -cp "$classpath" $main "${training[@]}" </dev/null >/dev/null 2>&1 &
  trainer=$!
  wait "$trainer" 2>/dev/null # where bash reports one that was killed
  trainer=
  if [ -s "$new" ] && is_whole "$new"; then
    size=$(($(wc -c <"$new")))
  else
    { : >"$new"; } 2>/dev/null
  fi
  rm -f "$unarchived"-*.jsa # truncated
  if mv -f "$new" "$unarchived-$size.jsa" 2>/dev/null && [ "$size" != 0 ]; then
    archive=$unarchived-$size.jsa
  fi
  trap - HUP INT TERM
  remove_old_archives "$build"
}

remove_old_archives() { # BUILD
  # Names of Terrace: digits alone.
  # shellcheck disable=SC2012
  (cd "$1" && ls -t classes-*.jsa 2>/dev/null | tail -n "+$((kept_archives + 1))" | while read -r old; do rm -f "$old"; done)
}
