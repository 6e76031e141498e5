# shellcheck shell=bash disable=SC2154 # ./terrace reads this file only if there is no build of the sources, and sets what is used
# Makes a build of the sources and switches to it.

lock=$home/.terrace/build.lock
kept=4 # unused builds that stay, so that going back to an earlier commit needs no build
maven=

# Asked only before a build: it costs a start of the JVM.
check_java_version() {
  local version
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  case $version in
    1.* | '' | *[!0-9]*) version=${version#1.} ;;
  esac
  if [ "${version:-0}" -lt 17 ] 2>/dev/null; then
    fail "Java 17 or newer is needed to define the stacks; $java is version ${version:-unknown}." \
      "Get it with: apt-get install openjdk-17-jdk | brew install openjdk@17 | sdk install java," \
      "then point JAVA_HOME at it."
  fi
}

check_maven() {
  command -v mvn >/dev/null 2>&1 || [ -x "${MAVEN_HOME:-/nowhere}/bin/mvn" ] ||
    fail "Maven 3.8 or newer is needed to build; neither MAVEN_HOME nor PATH has one." \
      "Get it with: apt-get install maven | brew install maven | sdk install maven"
}

# Whether the process that wrote FILE still runs. After a restart of the machine or a container another process may have its
# number: that one is younger than the file.
runs() { # PID FILE
  local age days=0 hours=0
  kill -0 "$1" 2>/dev/null || ps -p "$1" >/dev/null 2>&1 || return 1
  age=$(ps -o etime= -p "$1" 2>/dev/null) || return 0 # [[dd-]hh:]mm:ss
  age=${age//[[:space:]]/}
  case $age in *-*) days=${age%%-*} age=${age#*-} ;; esac
  case $age in *:*:*) hours=${age%%:*} age=${age#*:} ;; esac
  case $days$hours${age%%:*} in *[!0-9]*) return 0 ;; esac
  [ -z "$(find "$2" -mmin "+$(((10#$days * 24 + 10#$hours) * 60 + 10#${age%%:*} + 5))" 2>/dev/null)" ]
}

is_old() { # FOLDER
  [ -n "$(find "$1" -maxdepth 0 -mmin +1 2>/dev/null)" ]
}

take_lock() {
  local holder told=
  make_folder "$builds" || fail "cannot build: '$home/.terrace' cannot be written: $why." \
    "A checkout that is read-only has to be built before it becomes so; its state can be elsewhere (TERRACE_STATE_DIR)."
  chmod 700 "$home/.terrace" 2>/dev/null # earlier versions let others read it
  until mkdir "$lock" 2>/dev/null; do
    [ -d "$lock" ] || [ -w "$home/.terrace" ] || fail "cannot build: '$home/.terrace' cannot be written."
    holder=
    { read -r holder <"$lock/pid"; } 2>/dev/null
    if [ -n "$holder" ] && { [ "$holder" = $$ ] || ! runs "$holder" "$lock/pid"; }; then
      # Its owner died. One alone makes this folder; the pid is read again, for the lock may be a new one.
      if mkdir "$lock/after.$holder" 2>/dev/null; then
        [ "$(cat "$lock/pid" 2>/dev/null)" != "$holder" ] || break
        rmdir "$lock/after.$holder" 2>/dev/null
      elif is_old "$lock/after.$holder"; then
        rm -rf "$lock" # so did the one that took it over
      fi
    elif [ -z "$holder" ] && is_old "$lock"; then
      rm -rf "$lock" # its owner died before it could say who it was
    elif [ -n "$holder" ] && [ -z "$told" ]; then
      echo "terrace: another start is building (process $holder), waiting" >&2
      told=yes
    fi
    sleep 0.2
  done
  trap unlock EXIT
  trap 'stop 129' HUP
  trap 'stop 130' INT
  trap 'stop 143' TERM
  echo $$ >"$lock/pid.new" && mv -f "$lock/pid.new" "$lock/pid" || exit 1
}

unlock() {
  rm -rf "$builds/new.$$" "$lock"
  trap - EXIT HUP INT TERM
}

stop() { # EXIT_CODE
  if [ -n "$maven" ]; then
    kill "$maven" 2>/dev/null
    wait "$maven" 2>/dev/null
  fi
  exit "$1"
}

install_npm_part() {
  local installed=$home/node_modules/.package-lock.json log=$home/.terrace/npm.log
  if [ -f "$installed" ] && [ ! "$home/package-lock.json" -nt "$installed" ]; then
    return
  fi
  echo "terrace: installing the npm part (cdktf-cli)" >&2
  if ! command -v npm >/dev/null 2>&1; then
    echo "terrace: npm is not on PATH: 'npx cdktf' will not work; everything of ./terrace does." >&2
  elif ! (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1; then
    echo "terrace: 'npm ci' failed (its output: $log): 'npx cdktf' will not work; everything of ./terrace does." >&2
    tail -n 3 "$log" | sed 's/^/         /' >&2
  fi
}

# The errors of the compiler with its warnings; if there are none, what Maven says about the step that failed.
say_why() { # LOG
  local lines
  lines=$(grep -E '^\[(ERROR|WARNING)\] +[^ ]' "$1" | grep -v -e 'Help 1]' -e 'switch' -e 'For more information')
  [ -z "$lines" ] || printf '%s\n' "$lines"
  case $lines in *'[ERROR]'*) return ;; esac
  sed -n 's/^\(.ERROR. Failed to execute goal .*\) -> .Help 1.*/\1/p' "$1" | grep . || tail -n 20 "$1"
}

# A project of its own needs Terrace in a Maven repository. What else Maven says without it are errors that follow from that.
fail_without_terrace() { # LOG
  local artifact
  artifact=$(grep -E 'Could not (find|transfer) |was not found|has not been downloaded' "$1" |
    grep -o -E 'dev\.terrace:terrace:[A-Za-z0-9.:_-]+' | sed -n 1p)
  [ -z "$artifact" ] || fail "the build failed: Maven finds no dev.terrace:terrace:${artifact##*:}, which pom.xml depends on." \
    "Install it from a checkout of Terrace of that version with './mvnw install -DskipTests', or name in pom.xml the Maven" \
    "repository of your company that has it. All that Maven says is in $1"
}

# Fills the folder new.$$ below the builds; nothing else is touched until it is complete.
run_maven() {
  local log=$home/.terrace/build.log
  rm -rf "$builds/new.$$" "$log"
  mkdir -p "$builds/new.$$" || exit 1
  # In the background, so that a signal ends it at once.
  (cd "$home" && exec ./mvnw "-Dterrace.target=.terrace/builds/new.$$/target" -DskipTests -Dspotless.check.skip \
    process-classes org.apache.maven.plugins:maven-jar-plugin:jar) >"$log" 2>&1 &
  maven=$!
  wait "$maven" || {
    fail_without_terrace "$log"
    say_why "$log" >&2
    fail "the build failed; the lines above say why, all of them are in $log"
  }
  maven=
  (cd "$builds/new.$$" && mv target/terrace.jar target/classpath . && mkdir users && rm -rf target) || exit 1
}

make_build() {
  local tries started=$SECONDS built
  check_java_version
  check_maven
  echo "terrace: building (sources have changed)" >&2
  for tries in 1 2 3; do
    built=$sources
    run_maven
    name_sources || exit 1
    [ "$built" != "$sources" ] || break
    [ "$tries" -lt 3 ] || fail "the sources change faster than they can be built; try again."
    echo "terrace: the sources have changed meanwhile, building again" >&2
  done
  rm -rf "${builds:?}/$sources"
  mv "$builds/new.$$" "$builds/$sources" || exit 1
  echo "terrace: built in $((SECONDS - started)) s" >&2
}

# Removes what killed builds left, and old builds that no process uses, but for the few that were used last.
remove_old_builds() {
  local folder user unused=0
  for folder in "$builds"/new.*; do
    [ ! -d "$folder" ] || runs "${folder##*.}" "$folder" || rm -rf "$folder" 2>/dev/null
  done
  (cd "$builds" && ls -td -- */users) | while read -r folder; do
    folder=$builds/${folder%/users}
    [ "$folder" != "$builds/$sources" ] || continue
    for user in "$folder"/users/*; do
      [ ! -e "$user" ] || ! runs "${user##*/}" "$user" || continue 2
    done
    unused=$((unused + 1))
    [ "$unused" -le "$kept" ] || rm -rf "$folder"
  done
}

build() {
  take_lock
  name_sources || fail "cannot read the sources; the lines above say why."
  read_classpath "$builds/$sources" || make_build
  echo "$sources" >"$builds/current.new" && mv -f "$builds/current.new" "$builds/current" || exit 1
  use_current_build || fail "cannot use the build '$builds/$sources'."
  remove_old_builds
  install_npm_part
  unlock
}
