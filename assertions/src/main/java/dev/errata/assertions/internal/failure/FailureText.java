package dev.errata.assertions.internal.failure;

import org.assertj.core.description.Description;
import org.assertj.core.description.EmptyTextDescription;
import org.assertj.core.error.DescriptionFormatter;
import org.assertj.core.error.ErrorMessageFactory;
import org.assertj.core.presentation.Representation;
import org.assertj.core.presentation.StandardRepresentation;

/**
 * The message of a failure, after the user's description. AssertJ's own factory would take percent signs in the text for
 * formats, and would hand the text to the user's representation as if it were a value.
 *
 * @param text the message
 */
public record FailureText(String text) implements ErrorMessageFactory {

    @Override
    public String create(Description description, Representation representation) {
        return DescriptionFormatter.instance().format(description) + System.lineSeparator() + text;
    }

    @Override
    public String create(Description description) {
        return create(description, StandardRepresentation.STANDARD_REPRESENTATION);
    }

    @Override
    public String create() {
        return create(EmptyTextDescription.emptyDescription());
    }
}
