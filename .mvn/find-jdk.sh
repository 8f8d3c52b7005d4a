# Sourced by the launcher and by .ci/run: defines find_jdk, which prints the home of an installed JDK 25.

# A JDK says its version in the file "release" of its home.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

find_jdk() {
  local home javac
  javac=$(command -v javac 2>/dev/null) && javac=$(readlink -f "$javac" 2>/dev/null || echo "$javac")
  for home in \
    "${JAVA_HOME:-}" \
    "${javac%/bin/javac}" \
    /usr/lib/jvm/* \
    /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.m2/jdks/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}
