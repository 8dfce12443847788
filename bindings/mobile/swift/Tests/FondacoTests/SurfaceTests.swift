import Foundation
import XCTest

@testable import Fondaco

/// Everything that the wire has, Swift has; and what Swift reads, it writes.
final class SurfaceTests: XCTestCase {
    private func names(_ of: String) throws -> [String] {
        var fields = try Fields(Json(parsing: surface()))
        return try fields.need(of)
    }

    /// Whether a type knows a name: one that it does not is said so.
    private func knows<T: Wire>(_ type: T.Type, _ tag: String, _ name: String) -> Bool {
        do {
            _ = try T(json: .object([tag: .text(name)]))
            return true
        } catch {
            return (error as? FondacoError)?.reason.contains("`\(name)` is no ") == false
        }
    }

    func testEveryCommandOutcomeQueryRecordAndEventIsAType() throws {
        for (list, check) in [
            ("commands", { self.knows(Command.self, "do", $0) }), ("outcomes", { self.knows(Outcome.self, "did", $0) }),
            ("queries", { self.knows(Query.self, "get", $0) && self.knows(Answer.self, "got", $0) }),
            ("events", { self.knows(Event.self, "type", $0) }),
        ] as [(String, (String) -> Bool)] {
            let names = try names(list)
            XCTAssertGreaterThan(names.count, 5)
            for name in names { XCTAssert(check(name), "\(list): \(name)") }
        }
        XCTAssertFalse(knows(Command.self, "do", "fly"))
        XCTAssertEqual(try names("records"), RecordKind.allCases.map(\.rawValue))
    }

    func testEveryCodeIsAWordWithItsKind() throws {
        var fields = try Fields(Json(parsing: surface()))
        let codes: [[String: String]] = try fields.need("codes")
        XCTAssertEqual(codes.map { $0["code"] }, Code.allCases.map(\.rawValue))
        for code in codes {
            let (name, kind) = (code["code"]!, code["kind"]!)
            let failure = try WireFailure(parsing: #"{"kind":"\#(kind)","code":"\#(name)","reason":"x"}"#)
            let error = FondacoError(failure)
            XCTAssertEqual(error.code.rawValue, name)
            XCTAssert(String(describing: Mirror(reflecting: error).children.first?.label).contains(kind))
        }
    }

    func testEveryVectorIsReadWrittenAndAnsweredTheSameToTheByte() throws {
        let folder = project.appendingPathComponent("tests/vectors")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var count = 0
        for file in files where file.pathExtension == "json" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.hasPrefix("{") {
                try same(line.hasSuffix(",") ? String(line.dropLast()) : String(line))
                count += 1
            }
        }
        XCTAssertGreaterThanOrEqual(count, 300)
    }

    /// Runs a vector, a case a line: `{"name":…,"request":…,"answer":…}`.
    private func same(_ line: String) throws {
        var vector = try Fields(Json(parsing: line))
        let (name, request, answer): (String, Json, Json) = (
            try vector.need("name"), try vector.need("request"), try vector.need("answer")
        )
        let bytes = runVector(request.description)
        XCTAssert(line.hasSuffix(",\"answer\":\(bytes)}"), name)
        // An instant, an amount or a choice that got lost on the way would show in the answer.
        if !bytes.contains("wire.malformed") {
            XCTAssertEqual(runVector(try VectorRequest(json: request).json.description), bytes, name)
        }
        if case .object(let fields) = request, fields["plan"] != nil {
            let read = try PlanAnswer(json: answer)
            XCTAssertEqual(try PlanAnswer(json: read.json), read, name)
        } else {
            let read = try PricingAnswer(json: answer)
            XCTAssertEqual(try PricingAnswer(json: read.json), read, name)
        }
    }
}
