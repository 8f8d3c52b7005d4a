package org.bitcraps.architecture;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A tiny house that breaks one wall and no other: complete source files, compiled under the real
 * package names.
 *
 * @param wall the number and name of the wall, as in {@link Walls}
 * @param how what is wrong, for the test's name
 */
record Breach(String wall, String how, List<String> sources) {

  private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?:class|interface|record|enum|module) ([A-Za-z.]+)");

  static Breach of(String wall, String how, String... sources) {
    return new Breach(wall, how, List.of(sources));
  }

  /** Compiles into {@code folder} and returns it. */
  Path build(Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean built =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of("-d", folder.toString(), "-proc:none", "-classpath", folder.toString()),
                null,
                sources.stream().map(Breach::file).toList())
            .call();
    if (!built) {
      throw new IllegalStateException(this + " does not compile: " + complaints);
    }
    return folder;
  }

  private static JavaFileObject file(String source) {
    Matcher in = PACKAGE.matcher(source);
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      throw new IllegalArgumentException("declares no type: " + source);
    }
    String name = in.find() ? in.group(1) + "." + type.group(1) : "module-info";
    return new SimpleJavaFileObject(
        URI.create("mem:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  @Override
  public String toString() {
    return wall + ": " + how;
  }
}
