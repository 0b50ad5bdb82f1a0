#!/usr/bin/env python3
"""Makes tiny.onnx: a model of Piper's shape whose samples are known beforehand.

Each number of a text becomes 480 samples (30 ms at 16 kHz) of the level number / 100 × length_scale,
of alternating signs so that it is heard: the number 50 is a buzz of half the full level. In
speakers.onnx the level is divided by the speaker's number + 1.
usage: tiny.py FOLDER (needs the package `onnx`)
"""

import sys

from onnx import TensorProto, checker, helper, save

SAMPLES = 480


def model(speakers):
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])
    constants = [
        helper.make_tensor("hundred", TensorProto.FLOAT, [1], [100.0]),
        helper.make_tensor("column", TensorProto.INT64, [2], [-1, 1]),
        helper.make_tensor("pair", TensorProto.FLOAT, [1, 2], [1.0, -1.0]),
        helper.make_tensor("times", TensorProto.INT64, [2], [1, SAMPLES // 2]),
        helper.make_tensor("shape", TensorProto.INT64, [4], [1, 1, 1, -1]),
        helper.make_tensor("begin", TensorProto.INT64, [1], [1]),
        helper.make_tensor("end", TensorProto.INT64, [1], [2]),
    ]
    nodes = [
        helper.make_node("Cast", ["input"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["number", "hundred"], ["level"]),
        # The pace, as a factor: 1 leaves the level as it is.
        helper.make_node("Slice", ["scales", "begin", "end"], ["length_scale"]),
        helper.make_node("Mul", ["level", "length_scale"], ["scaled"]),
        helper.make_node("Reshape", ["scaled", "column"], ["rows"]),
        helper.make_node("Mul", ["rows", "pair"], ["waves"]),
        helper.make_node("Tile", ["waves", "times"], ["buzz"]),
        helper.make_node("Reshape", ["buzz", "shape"], ["loud"]),
    ]
    if speakers:
        nodes += [
            helper.make_node("Cast", ["sid"], ["who"], to=TensorProto.FLOAT),
            helper.make_node("Add", ["who", "one"], ["divisor"]),
            helper.make_node("Div", ["loud", "divisor"], ["output"]),
        ]
        constants.append(helper.make_tensor("one", TensorProto.FLOAT, [1], [1.0]))
    else:
        nodes.append(helper.make_node("Identity", ["loud"], ["output"]))
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    checker.check_model(made)
    return made


if __name__ == "__main__":
    save(model(speakers=False), f"{sys.argv[1]}/tiny.onnx")
    save(model(speakers=True), f"{sys.argv[1]}/speakers.onnx")
