package dev.errata.junit.coverage;

import dev.errata.report.ConsoleText;
import java.io.Serial;
import org.apiguardian.api.API;

/** Fails a test run whose error coverage is below the minimum. Its message says what is missing. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CoverageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    CoverageException(String message) {
        super(ConsoleText.of(message), null, false, false);
    }
}
