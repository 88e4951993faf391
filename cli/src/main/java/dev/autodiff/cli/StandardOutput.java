package dev.autodiff.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output, which remembers why it could not be written: the writers above it tell that something failed, but
 * not what. After a failure it takes no more, so that a full disk is not tried again for each line.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream target;
    private final Path descriptor;
    private IOException failure;

    /** @param descriptor where the system tells what the target is, if it does */
    StandardOutput(OutputStream target, Path descriptor) {
        this.target = target;
        this.descriptor = descriptor;
    }

    /** That of the process. */
    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), Path.of("/proc/self/fd/1"));
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (failure != null) {
            return;
        }
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** What went wrong, or null: neither if all is written, nor if a reader such as {@code head} has seen enough. */
    IOException failure() {
        return failure == null || isClosedPipe() ? null : failure;
    }

    /** A pipe fails for no other reason; elsewhere the system's message, which may be in any language, must do. */
    private boolean isClosedPipe() {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException noSuchPlace) {
            return String.valueOf(failure.getMessage()).contains("Broken pipe");
        }
    }
}
