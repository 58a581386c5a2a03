package dev.errata.examples.databuddy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errata.examples.http.Answer;
import dev.errata.examples.http.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Databuddy answered with an error. */
public final class DatabuddyApiException extends ApiException {

    private static final long serialVersionUID = 1L;

    DatabuddyApiException(Answer answer) {
        super(answer, "error");
    }

    /** Whether Databuddy itself said so, as its envelope tells, and not a gateway or the framework below its API. */
    public boolean isDatabuddyError() {
        JsonNode success = body().path("success");
        return success.isBoolean() && !success.booleanValue();
    }

    /** What Databuddy's support asks for; empty where the answer has none, as the documented rate limit. */
    public Optional<String> requestId() {
        return Optional.ofNullable(body().path("requestId").textValue());
    }

    /** What is wrong with the request, field by field; empty for an error of another kind. */
    public List<FieldError> fieldErrors() {
        return StreamSupport.stream(body().path("details").spliterator(), false)
                .filter(JsonNode::isObject)
                .map(detail -> new FieldError(
                        detail.path("field").asText(),
                        detail.path("message").asText(),
                        detail.path("suggestion").textValue()))
                .toList();
    }
}
