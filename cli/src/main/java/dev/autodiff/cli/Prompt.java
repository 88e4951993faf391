package dev.autodiff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A session at a terminal: history, completion of names, several lines. */
final class Prompt {
    private static final String PROMPT = "> ";
    private static final String CONTINUED = ". ";
    private static final Path HISTORY = Path.of(System.getProperty("user.home"), ".autodiff_history");

    private Prompt() {}

    static int run(Session session) {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            PrintWriter out = terminal.writer();
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new Lines())
                    .completer((line, word, candidates) -> session.words().stream()
                            .filter(each -> each.startsWith(word.word()))
                            .forEach(each -> candidates.add(new Candidate(each))))
                    .variable(LineReader.HISTORY_FILE, HISTORY)
                    .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            out.println("autodiff: formulas line by line; :help tells more, :quit ends");
            converse(session, reader, out);
            return 0;
        } catch (IOException e) {
            throw new UsageException("cannot use the terminal: " + e.getMessage());
        }
    }

    private static void converse(Session session, LineReader reader, PrintWriter out) {
        while (true) {
            String answer;
            try {
                answer = session.answer(reader.readLine(PROMPT));
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            if (answer == null) {
                return;
            }
            if (!answer.isEmpty()) {
                out.println(answer);
                out.flush();
            }
        }
    }

    /** Words are names; an input goes on until its brackets are closed. */
    private static final class Lines extends DefaultParser {
        Lines() {
            setEscapeChars(null);
            setQuoteChars(new char[0]);
        }

        @Override
        public org.jline.reader.ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
            if (context == Parser.ParseContext.ACCEPT_LINE && Session.isUnfinished(line)) {
                throw new EOFError(-1, cursor, "unfinished");
            }
            return super.parse(line, cursor, context);
        }

        @Override
        public boolean isDelimiterChar(CharSequence buffer, int position) {
            char c = buffer.charAt(position);
            return !Character.isLetterOrDigit(c) && c != '_' && c != ':';
        }
    }
}
