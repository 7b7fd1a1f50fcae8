/// A part of AWS that has accounts, and names for services, of its own.
struct Partition {
  var name: String
  /// How the names of its Regions begin.
  var regions: String
  /// Where the names of its services end.
  var dnsSuffix: String

  /// What every Region belongs to that is of none of the others.
  static let standard = Partition(name: "aws", regions: "", dnsSuffix: "amazonaws.com")

  /// As botocore's `partitions.json` has them.
  static let others = [
    Partition(name: "aws-cn", regions: "cn-", dnsSuffix: "amazonaws.com.cn"),
    Partition(name: "aws-us-gov", regions: "us-gov-", dnsSuffix: "amazonaws.com"),
    Partition(name: "aws-iso", regions: "us-iso-", dnsSuffix: "c2s.ic.gov"),
    Partition(name: "aws-iso-b", regions: "us-isob-", dnsSuffix: "sc2s.sgov.gov"),
    Partition(name: "aws-iso-e", regions: "eu-isoe-", dnsSuffix: "cloud.adc-e.uk"),
    Partition(name: "aws-iso-f", regions: "us-isof-", dnsSuffix: "csp.hci.ic.gov"),
    Partition(name: "aws-eusc", regions: "eusc-", dnsSuffix: "amazonaws.eu"),
  ]

  static func of(region: String) -> Partition {
    others.first { region.hasPrefix($0.regions) } ?? standard
  }

  /// The branches of a shell's `case` that print a value: each other partition's under its pattern,
  /// then the standard one's.
  static func shellCases(
    _ pattern: (Partition) -> String, _ value: (Partition) -> String
  ) -> [String] {
    others.filter { value($0) != value(standard) }.map { "\(pattern($0))) echo \(value($0)) ;;" }
      + ["*) echo \(value(standard)) ;;"]
  }
}
