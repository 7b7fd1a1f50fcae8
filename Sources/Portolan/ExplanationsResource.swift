extension Explanations {
  static let resource: [Explanation] = []
}
