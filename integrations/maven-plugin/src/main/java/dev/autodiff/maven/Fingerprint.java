package dev.autodiff.maven;

import dev.autodiff.Autodiff;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A number for texts, which is another one when any of them has changed. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                // where one ends belongs to it
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /** Of the compiler: its version, and when it was built, since one in the making has the same version for long. */
    static String ofCompiler() throws IOException {
        CodeSource code = Autodiff.class.getProtectionDomain().getCodeSource();
        try (Stream<Path> files = Files.walk(Path.of(code.getLocation().toURI()))) {
            FileTime newest = files.map(Fingerprint::time).max(Comparator.naturalOrder()).orElseThrow();
            return Autodiff.VERSION + " of " + newest;
        } catch (URISyntaxException e) {
            throw new IOException("the compiler is nowhere: " + code, e);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // it is gone already, and so is nothing of the compiler's
            return FileTime.fromMillis(0);
        }
    }
}
