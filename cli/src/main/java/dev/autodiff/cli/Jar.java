package dev.autodiff.cli;

import dev.autodiff.Autodiff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar of classes: the same files give the same bytes. */
final class Jar {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    static final String MADE_BY = "Created-By: " + Autodiff.VERSION;

    /**
     * A time in no time zone. The earliest one that the format knows, the first of January 1980, will not do: Java
     * takes it for "before that", and adds a field with the time in seconds since 1970, which depends on the zone.
     */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Jar() {}

    /** @param files by their paths in the jar */
    static byte[] of(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            String manifest = "Manifest-Version: 1.0\r\n" + MADE_BY + "\r\n\r\n";
            add(jar, MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(jar, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream jar, String path, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(NO_TIME);
        // stored, since compressed bytes depend on the version of zlib
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
