extension Explanations {
  /// The JSON syntax of configurations and values.
  static let json: [Explanation] = [
    Explanation(
      "json/syntax", "A file that is not JSON",
      """
      The file's name ends with .json, but its text does not follow the rules of JSON: strings and \
      property names stand in double quotes, a colon is between a name and its value, commas stand \
      between the parts, and there are no comments.
      """),
    Explanation(
      "json/trailing-comma", "A comma behind the last part",
      """
      In JSON a comma stands between two properties or two values, and none behind the last, unlike \
      in the native syntax. Remove the comma.
      """),
    Explanation(
      "json/incorrect-type", "A JSON value of the wrong kind",
      """
      In a file whose name ends with .tf.json the kind of a value is fixed by its place: the file is \
      an object, a block is an object or an array of objects, and each label of a block is a level \
      of objects whose property names are the labels. Here stands another kind of value.

      The resource aws_security_group.web is written

        {"resource": {"aws_security_group": {"web": {"name": "web"}}}}
      """),
    Explanation(
      "json/missing-label", "A block without its labels",
      """
      The blocks of this type have labels, such as the type and the name of a resource. In JSON each \
      label is a property name, one level of objects for each, and the object here has no property.
      """),
    Explanation(
      "json/extraneous-property", "A property that is neither an argument nor a block",
      """
      Each property of an object stands for an argument or a nested block, and none of this name is \
      known here. Correct the name. For a comment, name the property "//".
      """),
    Explanation(
      "json/duplicate-argument", "An argument set twice",
      """
      The object has two properties of the same name, and an argument can have one value only. Where \
      a block is written as an array of objects, the objects count together. Remove one of the two.
      """),
    Explanation(
      "json/duplicate-attribute", "An object value with two attributes of the same name",
      """
      The names of the attributes of an object must differ. In the native syntax the last one would \
      count; in JSON it is an error, because most readers of JSON would drop one without a word.
      """),
  ]
}
