package dev.autodiff;

import dev.autodiff.runtime.CompiledFunction;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes from bytes, or from Java sources that the strictest javac accepts; thrown away with the loader. */
public final class MemoryClassLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    private MemoryClassLoader(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = classes;
    }

    /** A class that finds nothing but the JDK. */
    public static Class<?> load(String name, byte[] bytes) {
        return new MemoryClassLoader(Map.of(name, bytes), ClassLoader.getPlatformClassLoader()).type(name);
    }

    /** A class that finds nothing but the JDK and the other classes. */
    public static Class<?> load(String name, Map<String, byte[]> classes) {
        return new MemoryClassLoader(classes, ClassLoader.getPlatformClassLoader()).type(name);
    }

    /** A class that finds the runtime library. */
    public static Class<?> loadWithRuntime(String name, byte[] bytes) {
        return new MemoryClassLoader(Map.of(name, bytes), MemoryClassLoader.class.getClassLoader()).type(name);
    }

    /** A class that finds the runtime library and the other classes. */
    public static Class<?> loadWithRuntime(String name, Map<String, byte[]> classes) {
        return new MemoryClassLoader(classes, MemoryClassLoader.class.getClassLoader()).type(name);
    }

    /** A loader of the classes that are compiled from these sources, by class name. */
    public static MemoryClassLoader compile(Map<String, String> sources) {
        return new MemoryClassLoader(compile(sources, ""), ClassLoader.getPlatformClassLoader());
    }

    /** The same for sources that name classes of the runtime library. */
    public static MemoryClassLoader compileWithRuntime(Map<String, String> sources) {
        String runtime = Path.of(URI.create(CompiledFunction.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        return new MemoryClassLoader(compile(sources, runtime), MemoryClassLoader.class.getClassLoader());
    }

    private static Map<String, byte[]> compile(Map<String, String> sources, String classPath) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> written = new HashMap<>();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new SourceFile(name, text)));
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-Xlint:all", "-Werror", "-proc:none", "--release", "17", "-g:none", "-classpath", classPath);
        JavaFileManager files = new MemoryFiles(javac.getStandardFileManager(null, null, null), written);
        if (!javac.getTask(messages, files, null, options, null, units).call()) {
            throw new AssertionError("javac: " + messages + "\n" + String.join("\n", sources.values()));
        }
        Map<String, byte[]> classes = new HashMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    public Class<?> type(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    public byte[] bytes(String name) {
        return classes.get(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class SourceFile extends SimpleJavaFileObject {
        private final String text;

        SourceFile(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written;

        MemoryFiles(JavaFileManager files, Map<String, ByteArrayOutputStream> written) {
            super(files);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
