package dev.errata.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.fixtures.BuenaError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Clients that each break one rule, and no other. */
final class BrokenClients {

    private BrokenClients() {}

    static class TakesNotFoundForNothing extends BuenaReferenceClient {
        @Override
        boolean isError(int status) {
            return super.isError(status) && status != 404;
        }
    }

    static class RoundsStatuses extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).status(answer.status() == 402 ? 400 : answer.status());
        }
    }

    static class RenamesCodes extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return answer.status() == 403 ? super.report(error, answer).code("FORBIDDEN") : super.report(error, answer);
        }
    }

    static class ParsesPages extends BuenaReferenceClient {
        @Override
        JsonNode parse(String body) {
            if (body.startsWith("<")) {
                throw new IllegalArgumentException("Unexpected character ('<')");
            }
            return super.parse(body);
        }
    }

    static class ParsesNothing extends BuenaReferenceClient {
        @Override
        JsonNode parse(String body) {
            if (body.isEmpty()) {
                throw new IllegalArgumentException("No content to map due to end-of-input");
            }
            return super.parse(body);
        }
    }

    static class LetsTheParserFail extends BuenaReferenceClient {
        @Override
        JsonNode parse(String body) {
            JsonNode json = super.parse(body);
            if (json.isMissingNode() && body.startsWith("{")) {
                throw new IllegalArgumentException("Unexpected end-of-input");
            }
            return json;
        }
    }

    static class KnowsAllCodes extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            String code = answer.body().path("code").textValue();
            return super.report(error, answer)
                    .code(code == null ? null : BuenaError.valueOf(code).name());
        }
    }

    static class CountsOnDetails extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            if (answer.body().path("code").asText().equals("VALIDATION_ERROR")) {
                answer.body().get("details").get("fields");
            }
            return super.report(error, answer);
        }
    }

    static class KnowsAllFields extends BuenaReferenceClient {
        private static final Set<String> KNOWN = Set.of(
                "error",
                "code",
                "message",
                "version",
                "timestamp",
                "details",
                "permissionHelp",
                "retryAfter",
                "rateLimitInfo",
                "availableRoute",
                "success");

        @Override
        ClientReport report(ApiException error, Answer answer) {
            answer.body().fieldNames().forEachRemaining(field -> {
                if (!KNOWN.contains(field)) {
                    throw new IllegalArgumentException("Unrecognized field \"" + field + "\"");
                }
            });
            return super.report(error, answer);
        }
    }

    static class TellsTheKey extends BuenaReferenceClient {
        @Override
        IOException broken(IOException cause, String apiKey) {
            IOException request = new IOException("GET /leads/lead_1, x-api-key: " + apiKey);
            cause.addSuppressed(request);
            return new IOException("cannot reach Buena", cause);
        }
    }

    static class TriesConflictsAgain extends BuenaReferenceClient {
        @Override
        boolean isTriedAgain(int status, int attempt) {
            return super.isTriedAgain(status == 409 ? 503 : status, attempt);
        }
    }

    static class DoesNotWait extends BuenaReferenceClient {
        @Override
        Optional<Duration> asked(Answer answer) {
            return answer.body().has("retryAfter") ? Optional.empty() : super.asked(answer);
        }

        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(super.asked(answer).orElse(null));
        }
    }

    static class NeverGivesUp extends BuenaReferenceClient {
        @Override
        boolean isTriedAgain(int status, int attempt) {
            return status == 503 || super.isTriedAgain(status, attempt);
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofMillis(attempt == 1 ? 10 : 100);
        }

        @Override
        public int maxAttempts() {
            return 4;
        }
    }

    static class DropsDetails extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).details(null);
        }
    }

    static class DropsRetryAfter extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(null);
        }
    }

    static class DropsRequestIds extends DatabuddyReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).requestId(null);
        }
    }

    /** Long, so that a busy machine does not make its waits grow. */
    static class BacksOffEvenly extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 3;
        }

        @Override
        Duration backoff(int attempt) {
            return Duration.ofMillis(300);
        }
    }

    static class ReadsNoDates extends BuenaReferenceClient {
        @Override
        Optional<Duration> askedByDate(String header) {
            return Optional.empty();
        }
    }

    static class CrashesOnConflicts extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            if (answer.status() == 409) {
                throw new NullPointerException();
            }
            return super.report(error, answer);
        }
    }

    static class DoesNotWaitForTheHeader extends ShopReferenceClient {
        @Override
        Optional<Duration> asked(Answer answer) {
            String header = answer.headers().firstValue("Retry-After").orElse("");
            return header.matches("\\d") ? Optional.of(Duration.ZERO) : super.asked(answer);
        }

        @Override
        ClientReport report(ApiException error, Answer answer) {
            return super.report(error, answer).retryAfter(super.asked(answer).orElse(null));
        }
    }

    static class LosesTheStatusOfPages extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            return answer.status() == 502 && answer.body().isMissingNode()
                    ? ClientReport.error(error)
                    : super.report(error, answer);
        }
    }

    static class NeverGivesUpOnTheRateLimit extends NeverGivesUp {
        @Override
        boolean isTriedAgain(int status, int attempt) {
            return status == 429 || (attempt < attempts() && super.isTriedAgain(status, attempt));
        }
    }

    static class NeverGivesUpOnConnections extends BuenaReferenceClient {
        @Override
        int attempts() {
            return 6;
        }

        @Override
        boolean isTriedAgain(int status, int attempt) {
            return attempt < 2 && super.isTriedAgain(status, attempt);
        }

        @Override
        public int maxAttempts() {
            return 3;
        }
    }

    static class LosesADetail extends BuenaReferenceClient {
        @Override
        ClientReport report(ApiException error, Answer answer) {
            if (answer.body().at("/details/upgradeUrl").isTextual()) {
                return super.report(error, answer)
                        .details(((ObjectNode) answer.body().get("details")).remove(List.of("upgradeUrl")));
            }
            return super.report(error, answer);
        }
    }
}
