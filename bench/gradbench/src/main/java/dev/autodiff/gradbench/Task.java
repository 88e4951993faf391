package dev.autodiff.gradbench;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.autodiff.runtime.CompiledFunction;

/**
 * What answers for a function of an eval: as a rule the function of that name in the module's program, whose result is
 * the output.
 *
 * @param function its name in the program
 * @param isSparse whether its Jacobian is asked for, in coordinates
 */
record Task(String function, boolean isSparse, Answer answer) {
    private static final Task BUNDLE_JACOBIAN = new Task("objective", true, BundleAnswers::jacobian);

    /** The task of a module's function for this input. */
    static Task of(String module, String function, JsonObject input) {
        return switch (module + "." + function) {
            case "gmm.jacobian" -> new Task(function, false, Answer.byName("alpha", "mu", "q", "l"));
            case "ba.objective" -> new Task(function, false, BundleAnswers::errors);
            case "ba.jacobian" -> BUNDLE_JACOBIAN;
            case "ht.objective" -> plain(isOfVertices(input) ? "objective_of_vertices" : function);
            // the program calls the language's own function of the name jacobian
            case "ht.jacobian" -> plain(isOfVertices(input) ? "derivatives_of_vertices" : "derivatives");
            default -> plain(function);
        };
    }

    private static Task plain(String function) {
        return new Task(function, false, Answer.RESULT);
    }

    /** Without coordinates on triangles, points belong to vertices of the hand. */
    private static boolean isOfVertices(JsonObject input) {
        return input.getArray("us", new JsonArray()).isEmpty();
    }

    CompiledFunction compiled(Program program) {
        return isSparse ? program.jacobianInCoordinates(function) : program.function(function);
    }
}
