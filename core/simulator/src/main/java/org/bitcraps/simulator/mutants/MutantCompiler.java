package org.bitcraps.simulator.mutants;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.replica.Replica;

/** Compiles one changed source file in memory, against the classes that run here. */
final class MutantCompiler {

  private final JavaCompiler compiler;
  private final String classPath;

  /**
   * @throws IllegalStateException if this Java has no compiler
   */
  MutantCompiler() {
    compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("mutants need a JDK: this Java has no compiler");
    }
    classPath =
        Stream.of(Digest.class, Replica.class, Signers.class)
            .map(MutantCompiler::home)
            .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The classes of the changed file, by name.
   *
   * @throws IllegalArgumentException if the piece is not there exactly once, or what comes out is
   *     not Java
   */
  Map<String, byte[]> compile(Mutant mutant) {
    String text = mutant.applyTo(Mutants.source(mutant.file()));
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + mutant.file()), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
          }
        };
    Map<String, ByteArrayOutputStream> out = new TreeMap<>();
    StringWriter words = new StringWriter();
    JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8), out);
    List<String> options = List.of("-classpath", classPath, "-proc:none", "-nowarn", "-g");
    if (!compiler.getTask(words, files, null, options, null, List.of(source)).call()) {
      throw new IllegalArgumentException("mutant " + mutant.name() + " is not Java: " + words);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    out.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> out;

    InMemory(JavaFileManager standard, Map<String, ByteArrayOutputStream> out) {
      super(standard);
      this.out = out;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(
          URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          out.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
