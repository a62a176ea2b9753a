import Postgres
import ServiceRequests

extension RequestScan {
    /// What must hold for requests, items, events and decisions.
    static let looks = [
        VerificationLook(source: "whole_request", rules: ofRequests),
        VerificationLook(source: "whole_item", rules: ofItems),
        VerificationLook(source: "answer", rules: ofEvents),
        VerificationLook(source: "unpublished_decision", rules: ofDecisions),
    ]

    private static let ofRequests = [
        VerificationRule(
            "P2",
            "A service request has no leg.",
            if: "is_there AND legs IS NULL",
            row: "format('request %s', number)"
        ),
        VerificationRule(
            "P2",
            "A service request's history does not begin with its one submission.",
            if: "is_there AND (submissions IS DISTINCT FROM 1 OR first <> submitted)",
            row: "format('request %s', number)"
        ),
        VerificationRule(
            "P2",
            "The history or an item tells of a service request that does not exist.",
            if: "NOT is_there",
            row: "format('request %s', number)"
        ),
        VerificationRule(
            "P2",
            "A closed service request's history does not say so since it was last opened.",
            if: "is_there AND status = 'closed' AND (closed IS NULL OR closed <= reopened)",
            row: "format('request %s', number)"
        ),
        VerificationRule(
            "P2",
            "An open service request's history says that it is closed.",
            if: "is_there AND status = 'open' AND closed > reopened",
            row: "format('request %s', number)"
        ),
        VerificationRule(
            "P7",
            "The number of open legs is not what the request says.",
            if: "is_there AND legs IS NOT NULL AND open_legs <> open",
            row: "format('request %s: says %s, has %s', number, open_legs, open)"
        ),
        VerificationRule(
            "P7",
            "A service request was sent on another number of times than it says.",
            // A correction that moves only further legs counts, and the event names the first leg's department.
            if: """
                is_there AND bounces NOT BETWEEN coalesce(told_bounces + moving_reroutes, 0)
                                       AND coalesce(told_bounces + reroutes, 0)
                """,
            row: """
                format('request %s: says %s, was %s', number, bounces, coalesce(told_bounces + moving_reroutes, 0))
                """
        ),
        VerificationRule(
            "P2",
            "A duplicate's original does not exist, or is itself a duplicate.",
            if: "NOT has_original",
            row: "format('request %s: original %s', number, parent)"
        ),
        VerificationRule(
            "P8",
            "An event stands later in the order of changes than any transaction there has been.",
            if: "is_ahead",
            row: "format('request %s', number)"
        ),
    ]

    private static let ofItems = [
        VerificationRule(
            "P2",
            "The history tells of an item that the request does not have.",
            if: "NOT is_there",
            row: "format('request %s, item %s', number, item)"
        ),
        VerificationRule(
            "P2",
            "A closed item's completion is not in the history since it was last opened.",
            if: "status = 'closed' AND completed <= reopened",
            row: "format('item %s', item)"
        ),
        VerificationRule(
            "P5",
            "An item is accepted and its history does not say so, or the other way round.",
            // A correction of the whole request leaves some items with those who accepted them.
            if: """
                status = 'open' AND (
                    is_accepted AND accepted <= leaving
                    OR NOT is_accepted AND accepted > greatest(leaving, completed, reset)
                )
                """,
            row: "format('item %s', item)"
        ),
        VerificationRule(
            "P7",
            "An item was handed on more often than the cap allows.",
            if: "hops > \(unescaped: "\(WorkRules.standard.maximumHops)") + reroutes",
            row: "format('item %s: %s times', item, hops)"
        ),
        VerificationRule(
            "P8",
            "An item is offered and its history does not say so, to whom and by its owner, or the other way round.",
            if: """
                status = 'open' AND (
                    offered_to IS NOT NULL AND (
                        offer = 0 OR offer <> word OR asked IS DISTINCT FROM offered_to
                        OR offerer IS DISTINCT FROM department
                    )
                    OR offered_to IS NULL AND offer > 0 AND offer = word AND offer > reset
                )
                """,
            row: "format('item %s of %s: offered to %s', item, department, coalesce(offered_to, 'nobody'))"
        ),
    ]

    private static let ofEvents = [
        VerificationRule(
            "P5",
            "An item was accepted again without having left its department.",
            if: "kind = 'accepted' AND accepted > greatest(leaving, reset, 0)",
            row: "format('item %s, event %s', item, event)"
        ),
        VerificationRule(
            "P5",
            "An item was completed again without having been reopened.",
            if: "kind = 'completed' AND completed > greatest(reopened, request_reopened, 0)",
            row: "format('item %s, event %s', item, event)"
        ),
        VerificationRule(
            "P8",
            "An item was offered while an offer stood.",
            if: "kind = 'offered' AND offer = word AND offer > coalesce(reset, 0)",
            row: "format('item %s, event %s', item, event)"
        ),
        VerificationRule(
            "P8",
            "An offer was declined or lapsed that did not stand.",
            if: "kind IN ('declined', 'offer_expired') AND (offer IS NULL OR offer <> word)",
            row: "format('item %s, event %s', item, event)"
        ),
        VerificationRule(
            "P8",
            "An offer was answered by another department than the one it was made to.",
            if: """
                offer = word AND offer > coalesce(reset, 0) AND (
                    kind IN ('accepted', 'completed') AND department IS DISTINCT FROM asked
                    OR kind IN ('declined', 'offer_expired') AND counterpart IS DISTINCT FROM asked
                )
                """,
            row: "format('item %s, event %s: asked %s', item, event, asked)"
        ),
    ]

    private static let ofDecisions = [
        VerificationRule(
            "P2",
            "A decision names versions that were never in force together.",
            if: "true",
            row: "format('request %s: catalog %s, layers %s', number, coalesce(catalog, 'none'), versions)"
        )
    ]
}
