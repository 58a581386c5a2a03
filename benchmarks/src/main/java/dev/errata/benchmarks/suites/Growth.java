package dev.errata.benchmarks.suites;

import dev.errata.benchmarks.Effort;
import dev.errata.benchmarks.Inputs;
import dev.errata.benchmarks.contenders.Contender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a request takes when there are many scenarios; the one that was added first is asked for. */
public final class Growth implements Suite {

    @Override
    public String id() {
        return "growth";
    }

    @Override
    public String title() {
        return "A request to a catalog that grows";
    }

    @Override
    public String parameter() {
        return "scenarios";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("time", "Time per request", "µs"));
    }

    @Override
    public List<Run> runs(Effort effort, Inputs inputs) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (int count : effort.choose(List.of(20, 200, 2_000), List.of(20))) {
            Path answers = inputs.scenarios(count);
            for (Contender contender : List.of(Contender.ERRATA_OWN_CATALOG, Contender.WIREMOCK)) {
                runs.add(new Run(
                        contender.title(),
                        String.valueOf(count),
                        () -> Requests.measure(effort, contender, answers, 1)));
            }
        }
        return runs;
    }
}
