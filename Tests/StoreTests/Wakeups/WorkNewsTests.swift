import Testing

@testable import Store

@Suite struct WorkNewsTests {
    private func arrival(_ queue: Int32, jurisdiction: Int32 = 1, count: Int = 1, lowest: Int64 = 1) -> WorkArrival {
        WorkArrival(jurisdiction: jurisdiction, queue: queue, name: "works/\(queue)", count: count, lowest: lowest)
    }

    @Test func `what came into one queue is put together, and read as it was sent`() throws {
        var news = WorkNews()
        #expect(news.isEmpty)
        news.add(arrival(2, count: 3, lowest: 8))
        news.add(arrival(1, lowest: 9))
        news.add(arrival(2, count: 2, lowest: 7))
        #expect(news.all == [arrival(1, lowest: 9), arrival(2, count: 5, lowest: 7)])
        #expect(WorkNews(payload: news.payload(from: "me"), to: "you") == news)
        #expect(WorkNews(payload: news.payload(from: "me"), to: "me") == nil)
    }

    @Test(arguments: [1, 100, 1000, 50_000])
    func `a message is always below PostgreSQL's limit and never says less than there is`(queues: Int32) throws {
        var news = WorkNews()
        for queue in 1...queues { news.add(arrival(queue, jurisdiction: queue % 3, lowest: .max)) }
        let payload = news.payload(from: "me")
        #expect(payload.utf8.count < 8000)
        let heard = try #require(WorkNews(payload: payload, to: "you"))
        #expect(heard == news || heard.whole == Set(news.all.map(\.jurisdiction)))
        #expect((heard == news) == (queues <= 100))
    }

    @Test func `jurisdictions that would not fit either are everything`() throws {
        var news = WorkNews()
        for jurisdiction in 1...5000 { news.add(whole: Int32(jurisdiction)) }
        let heard = try #require(WorkNews(payload: news.payload(from: "me"), to: "you"))
        #expect(heard.isEverything)
    }

    @Test(arguments: ["", "{}", "nonsense", #"{"from":1}"#, #"{"from":"x","arrivals":[{"j":1}]}"#])
    func `a message that cannot be read is everything`(payload: String) throws {
        #expect(try #require(WorkNews(payload: payload, to: "you")).isEverything)
    }
}
