import FoundationEssentials
import PortolanCLI
import Testing

private func inFolder(_ body: (String) throws -> Void) throws {
  let folder = "\(FileManager.default.temporaryDirectory.path)/portolan-files-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

private let files = FileSystem.process

@Test("A link stays a link; what it leads to gets the new content")
func linksAreFollowed() throws {
  try inFolder { folder in
    try files.write("old", "\(folder)/real", false)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "\(folder)/real")
    try files.write("new", "\(folder)/link", false)
    #expect(try String(contentsOfFile: "\(folder)/real", encoding: .utf8) == "new")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link")
        == "\(folder)/real")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
  }
}

#if os(Linux)
  @Test("A full disk is an error, and what was there stays")
  func fullDisk() throws {
    try inFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/full", withDestinationPath: "/dev/full")
      let error = #expect(throws: FileError.self) {
        try files.write("text", "\(folder)/full", false)
      }
      #expect(error?.reason == "No space left on device")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["full"])
    }
  }
#endif

@Test("A device is written to, not replaced by a file")
func devicesAreKept() throws {
  try inFolder { folder in
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/null", withDestinationPath: "/dev/null")
    try files.write("text", "\(folder)/null", false)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/null") == "/dev/null")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["null"])
  }
}

@Test("Pieces become a file in the end, or nothing at all")
func filesInPieces() throws {
  try inFolder { folder in
    try files.write("old", "\(folder)/file", false)
    let discarded = OutputFile("\(folder)/file", isExecutable: false)
    discarded.write(Array("new".utf8))
    discarded.discard()
    #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "old")
    let finished = OutputFile("\(folder)/file", isExecutable: false)
    for piece in ["ne", "w"] { finished.write(Array(piece.utf8)) }
    #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "old")
    try finished.finish()
    #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
  }
}

@Test("What waits comes back as it was, in memory and in a file", arguments: [0, 3, 3_000])
func spools(count: Int) throws {
  let spool = Spool()
  var expected: [UInt8] = []
  for number in 0..<count {
    let piece = Array("\(number) ".utf8) + Array(repeating: UInt8(number & 0xFF), count: 1_000)
    spool.append(piece)
    expected += piece
  }
  for _ in 1...2 {
    var found: [UInt8] = []
    try spool.forEach { found += $0 }
    #expect(found == expected)
  }
}
