package dev.autodiff.cli;

import dev.autodiff.runtime.NpyFile;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.TensorText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads an array from a file, whose name tells the format. */
final class ArrayFile {
    private ArrayFile() {}

    static Tensor read(String name) {
        Path file = path(name);
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith(".npy")) {
                return NpyFile.read(file);
            }
            if (lower.endsWith(".json")) {
                return TensorText.parse(Files.readString(file).strip());
            }
        } catch (CharacterCodingException e) {
            throw new UsageException("'" + file + "' is not text in UTF-8");
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        if (lower.endsWith(".csv")) {
            return new CsvArray(file).read();
        }
        throw new UsageException("'" + name + "' is of no known format: give a .npy, .csv or .json file");
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("there is no file '" + name + "'");
        }
    }

    static UsageException unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new UsageException("there is no file '" + file + "'");
        }
        if (e instanceof AccessDeniedException) {
            return new UsageException("no permission to read '" + file + "'");
        }
        return new UsageException("cannot read '" + file + "': " + e.getMessage());
    }
}
