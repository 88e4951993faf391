package dev.autodiff.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench} found out.
 *
 * @param what was measured, for a reader
 * @param element what the times are for: a point, or an element of the arguments
 * @param head the first entries of the JSON object
 * @param single the times of the value and of the gradient of a single point, or none
 */
record BenchReport(
        String what,
        String element,
        Map<String, Object> head,
        List<Benchmark.Run> runs,
        List<Double> single,
        Benchmark.Speed copy) {
    private static final int WIDTH = 24;

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(what);
        lines.add(line("ns per " + element, "value", "GB/s", "gradient", "GB/s", "ratio"));
        for (Benchmark.Run run : runs) {
            lines.add(line(
                    run.mode().toString(),
                    number(run.value().nanosPerElement()),
                    number(run.value().gigabytesPerSecond()),
                    number(run.gradient().nanosPerElement()),
                    number(run.gradient().gigabytesPerSecond()),
                    number(run.ratio())));
        }
        if (!single.isEmpty()) {
            lines.add(line("one point at a time", number(single.get(0)), "", number(single.get(1)), "", ""));
        }
        lines.add(line(
                "copy of the same bytes",
                "",
                "",
                number(copy.nanosPerElement()),
                number(copy.gigabytesPerSecond()),
                ""));
        return String.join("\n", lines);
    }

    private static String line(String name, String... cells) {
        StringBuilder line = new StringBuilder(String.format("%-" + WIDTH + "s", name));
        for (String cell : cells) {
            line.append(String.format("%10s", cell));
        }
        return line.toString().stripTrailing();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number < 1000 ? "%.2f" : "%.0f", number);
    }

    /** The last run is what a class does if nobody tells it how to work. */
    String json() {
        Benchmark.Run usual = runs.get(runs.size() - 1);
        Map<String, Object> object = new LinkedHashMap<>(head);
        object.put("value", entry(usual.value()));
        object.put("gradient", entry(usual.gradient()));
        object.put("ratio", Json.number(usual.ratio()));
        object.put("runs", runs.stream().map(BenchReport::entry).toList());
        if (!single.isEmpty()) {
            object.put(
                    "onePoint",
                    Map.of("valueNs", Json.number(single.get(0)), "gradientNs", Json.number(single.get(1))));
        }
        object.put("arraycopy", entry(copy));
        return Json.print(object);
    }

    private static Map<String, Object> entry(Benchmark.Run run) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("code", run.mode().code());
        entry.put("threads", run.mode().threads());
        entry.put("value", entry(run.value()));
        entry.put("gradient", entry(run.gradient()));
        entry.put("ratio", Json.number(run.ratio()));
        return entry;
    }

    private static Map<String, Object> entry(Benchmark.Speed speed) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("nsPerElement", Json.number(speed.nanosPerElement()));
        entry.put("gbPerSecond", Json.number(speed.gigabytesPerSecond()));
        return entry;
    }
}
