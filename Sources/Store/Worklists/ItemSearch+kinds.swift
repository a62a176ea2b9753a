extension ItemSearch {
    /// Whether every row that is walked over belongs to the list, so that an index alone can find and count them.
    var isPlain: Bool {
        guard case .open(let work) = source else { return false }
        let keepsQueue = selection.queue == nil || work.queue != nil
        return keepsQueue && selection.place == nil && !selection.looksAtRows && !mustRead
    }

    /// The place whose table alone can count the list; nil where there is none.
    var isOfOnePlace: ItemRow.Place? {
        guard case .open = source, !selection.looksAtRows, selection.band == nil, !mustRead else { return nil }
        // Of the other tables none says the queue.
        return selection.queue == nil || selection.place == .waiting ? selection.place : nil
    }

    /// Whether it is about what came or went lately.
    var isRecent: Bool {
        switch source {
        case .closed, .submitted: true
        case .open, .few: false
        }
    }

    /// Whether that is all it asks: nothing of a row beyond what it is walked by.
    var isRecentOnly: Bool {
        guard isRecent, !selection.looksAtRows, !mustRead, queue == nil else { return false }
        return selection.standing == .closed || selection.department == nil
    }

    /// The same search looking at other many rows.
    func looking(_ look: Int) -> ItemSearch {
        ItemSearch(
            selection: selection,
            source: source,
            viewer: viewer,
            jurisdiction: jurisdiction,
            look: look,
            mustRead: mustRead,
            queue: queue
        )
    }
}
