Feature: Leads of Buena.ai

  Scenario: A lead that is unknown does not exist
    Given Buena.ai will answer the next 1 request with "lead-not-found"
    When we look for lead "lead_7"
    Then it does not exist

  Scenario: A short outage goes unnoticed
    Given Buena.ai will answer the next 2 requests with "service-unavailable"
    When we look for lead "lead_7"
    Then it exists
    And Buena.ai was asked 3 times

  Scenario Outline: Every other error is reported
    Given Buena.ai will answer the next 1 request with "<error>"
    When we look for lead "lead_7"
    Then we are told "Buena.ai answered with <status>"

    Examples:
      | error                 | status |
      | expired-api-key       | 401    |
      | rate-limited          | 429    |
      | internal-server-error | 500    |
