package dev.autodiff.autograd;

import java.util.Locale;
import java.util.Map;

/** What PyTorch calls the operation that made a value: {@code MulBackward0}. */
final class GradientNames {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("+", "Add"),
            Map.entry("-", "Sub"),
            Map.entry("*", "Mul"),
            Map.entry("/", "Div"),
            Map.entry("^", "Pow"),
            Map.entry("bce_with_logits", "BinaryCrossEntropyWithLogits"));

    private GradientNames() {}

    /** The name of an operation; a reduction of some axes has another than that of all. */
    static String of(Form form) {
        String name = NAMES.get(form.name());
        return (name != null ? name : camelCase(form.name())) + "Backward" + (form.isAlongAxes() ? 1 : 0);
    }

    private static String camelCase(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_")) {
            out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return out.toString();
    }
}
