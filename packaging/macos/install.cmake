# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Never tried. All programs are in one application bundle; CMakeLists.txt at the top has its folders.
configure_file(${CMAKE_CURRENT_LIST_DIR}/Info.plist.in ${CMAKE_CURRENT_BINARY_DIR}/Info.plist @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/Info.plist DESTINATION Molotov.app/Contents)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${MOLOTOV_INSTALL_DATADIR})
find_program(MOLOTOV_MACDEPLOYQT macdeployqt HINTS ${QT6_INSTALL_PREFIX}/bin)
install(CODE "
    set(bundle \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/Molotov.app\")
    set(programs \"\")
    foreach(name molotov-cli molotov-helper molotov-demo)
        list(APPEND programs \"-executable=\${bundle}/Contents/MacOS/\${name}\")
    endforeach()
    file(INSTALL \"${MOLOTOV_ESBUILD_PROGRAM}\" DESTINATION \"\${bundle}/Contents/MacOS\" USE_SOURCE_PERMISSIONS)
    execute_process(COMMAND \"${MOLOTOV_MACDEPLOYQT}\" \"\${bundle}\" \${programs} COMMAND_ERROR_IS_FATAL ANY)"
    COMPONENT bundle EXCLUDE_FROM_ALL)
