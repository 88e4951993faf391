package dev.autodiff.gradbench;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * GradBench's protocol: each message is a JSON object with an {@code id} and a {@code kind}, and has one response with
 * the same {@code id}. {@code define} asks for a module and {@code evaluate} for a function of it; of all others the
 * {@code id} suffices.
 */
final class Protocol {
    private static final String TOOL = "autodiff";

    private final Map<String, Program> programs = new HashMap<>();

    /**
     * The response to a message, in one line.
     *
     * @throws IllegalArgumentException if the message is no JSON object
     */
    String answer(String line) {
        JsonObject message;
        try {
            message = JsonParser.object().from(line);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException("a message is no JSON object: " + line, e);
        }
        return "{\"id\": " + message.getInt("id") + details(message) + "}";
    }

    private String details(JsonObject message) {
        try {
            return switch (message.getString("kind", "")) {
                case "start" -> ", \"tool\": " + JsonWriter.string(TOOL);
                case "define" -> define(message.getString("module"));
                case "evaluate" -> evaluate(message);
                default -> "";
            };
        } catch (RuntimeException e) { // whatever is wrong with a program or an input, the session goes on
            return ", \"success\": false, \"error\": " + JsonWriter.string(String.valueOf(e.getMessage()));
        }
    }

    private String define(String module) {
        program(module);
        return ", \"success\": true";
    }

    private Program program(String module) {
        return programs.computeIfAbsent(module, Program::of);
    }

    private String evaluate(JsonObject message) {
        JsonObject input = input(message);
        String module = message.getString("module");
        Task task = Task.of(module, message.getString("function"), input);
        Evaluation evaluation = Evaluation.run(task, program(module), input);
        return ", \"success\": true, \"output\": " + evaluation.output() + ", \"timings\": " + evaluation.timings();
    }

    /** The input as an object; where it is a number alone, that is x. */
    private static JsonObject input(JsonObject message) {
        Object input = message.get("input");
        if (input instanceof JsonObject object) {
            return object;
        }
        JsonObject alone = new JsonObject();
        alone.put("x", input);
        return alone;
    }
}
