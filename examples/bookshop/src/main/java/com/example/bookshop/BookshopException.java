package com.example.bookshop;

/** The bookshop refused a request. */
public final class BookshopException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    BookshopException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
