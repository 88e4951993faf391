package dev.autodiff.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** A file that a command writes or takes away: whole or not at all, and never somebody else's work. */
final class Artifact {
    /** How the constant {@code COMPILER} and the manifest of what this tool wrote begin, whatever its version. */
    private static final String OUR_MARK = "autodiff ";

    private final Path file;
    private final boolean force;

    /** @param force whether an existing file may be replaced whoever wrote it */
    Artifact(Path file, boolean force) {
        this.file = file.normalize();
        this.force = force;
    }

    /** The file, written. */
    Path write(byte[] content) {
        if (Files.isDirectory(file)) {
            throw new UsageException("'" + file + "' is a directory");
        }
        if (!force && isForeign()) {
            throw new UsageException(
                    "'" + file + "' exists and was not written by autodiff: to overwrite it, add --force");
        }
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path part = directory.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.write(part, content, StandardOpenOption.CREATE_NEW);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            String message = "cannot write '" + file + "': " + reason(e);
            boolean isOfUser = e instanceof AccessDeniedException
                    || e instanceof NoSuchFileException
                    || e instanceof FileAlreadyExistsException;
            throw isOfUser ? new UsageException(message) : new CannotWriteException(message, e);
        }
        return file;
    }

    /** Whether there is a file that this tool has not written. */
    boolean isForeign() {
        return Files.exists(file) && !isOurs();
    }

    /** Takes the file away if there is one that this tool wrote. */
    void deleteIfOurs() {
        if (Files.isRegularFile(file) && isOurs()) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UsageException("cannot delete '" + file + "': " + reason(e));
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof NoSuchFileException missing) {
            return "'" + missing.getFile() + "' cannot be made there";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return "'" + exists.getFile() + "' is not a directory";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e.getMessage();
    }

    private boolean isOurs() {
        try {
            String name = file.getFileName().toString();
            return name.endsWith(".jar")
                    ? isOurJar()
                    : name.endsWith(".class")
                            ? isOurClass()
                            : isOurText(name.endsWith(".svg") ? "<!-- " : " COMPILER = \"");
        } catch (IOException | RuntimeException e) {
            // not even readable as what its name says
            return false;
        }
    }

    private boolean isOurJar() throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            String madeBy = jar.getManifest().getMainAttributes().getValue("Created-By");
            return madeBy != null && madeBy.startsWith(OUR_MARK);
        }
    }

    private boolean isOurClass() throws IOException {
        boolean[] ours = new boolean[1];
        new ClassReader(Files.readAllBytes(file)).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                ours[0] |= name.equals("COMPILER") && value instanceof String text && text.startsWith(OUR_MARK);
                return null;
            }
        }, ClassReader.SKIP_CODE);
        return ours[0];
    }

    /** @param before what stands before the mark: in Java source, or in a picture */
    private boolean isOurText(String before) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).contains(before + OUR_MARK);
    }
}
